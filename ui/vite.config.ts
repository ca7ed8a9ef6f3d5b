import { fileURLToPath } from "node:url"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** `--mode one-file` puts everything a page needs into one script, its workers too; scripts/lib/build-ui.mjs then makes one page of it. */
export default defineConfig(({ mode }) => {
  const isOneFile = mode === "one-file"
  return {
    root: here("."),
    // From any path it is put under.
    base: "./",
    plugins: [react()],
    resolve: {
      alias: isOneFile ? [{ find: /^\.\/make-workers\.ts$/, replacement: "./make-inline-workers.ts" }] : [],
    },
    worker: { format: isOneFile ? ("iife" as const) : ("es" as const) },
    build: {
      target: "es2023",
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      cssCodeSplit: !isOneFile,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 5_000,
      ...(isOneFile ? { rolldownOptions: { output: { codeSplitting: false } } } : {}),
    },
  }
})
