import { spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { build as bundle } from "esbuild"
import { build } from "vite"
import { serveFolder } from "../../cli/lib/serve-folder.ts"

/** The bench is run from the project's folder. */
const root = process.cwd()
const source = join(root, "bench", "playback", "page")

/** The playground as it is handed out, the bench's own page, and what is put into a page to watch it. */
export interface Built {
  readonly siteUrl: string
  readonly siteFolder: string
  readonly benchUrl: string
  readonly watch: string
  close(): void
}

/** Builds what is older than its sources, and serves it. */
export async function buildAndServe(): Promise<Built> {
  buildSite()
  const folder = mkdtempSync(join(tmpdir(), "orrery-bench-"))
  const siteFolder = join(folder, "site")
  // Who builds it anew meanwhile takes nothing away.
  cpSync(join(root, "dist", "ui"), siteFolder, { recursive: true })
  await buildPage(join(folder, "bench"))
  const server = await serveFolder(folder, new Map(), 0)
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  const close = () => {
    server.close()
    server.closeAllConnections()
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${port}`
  return { siteUrl: `${url}/site/`, siteFolder, benchUrl: `${url}/bench/`, watch: await watchScript(), close }
}

/** In a process of its own: it is a script of the project, and says on its way what it does. */
function buildSite(): void {
  const code = `import("./scripts/lib/ensure-build.mjs").then((m) => m.ensureUi())`
  const { status } = spawnSync(process.execPath, ["-e", code], { cwd: root, stdio: ["ignore", 2, 2] })
  if (status !== 0) throw new Error("the playground could not be built")
}

async function buildPage(outDir: string): Promise<void> {
  process.env.NODE_ENV = "production"
  await build({
    configFile: false,
    root: source,
    base: "./",
    logLevel: "error",
    worker: { format: "es" },
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2023",
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  })
}

async function watchScript(): Promise<string> {
  const entryPoints = [join(source, "watch.ts")]
  const { outputFiles } = await bundle({ entryPoints, bundle: true, write: false, format: "iife", target: "es2023" })
  return outputFiles[0]?.text ?? ""
}
