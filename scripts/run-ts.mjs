/** `node scripts/run-ts.mjs bench/main.ts <words>`: bundles a TypeScript program and runs it. NODE_FLAGS="--cpu-prof" reach its node. */
import { spawn } from "node:child_process"
import { join } from "node:path"
import { ensureInstall } from "./lib/ensure-install.mjs"
import { root, say, writeWhole } from "./lib/project.mjs"

const [source, ...words] = process.argv.slice(2)
if (source === undefined) {
  say("Usage: node scripts/run-ts.mjs <program.ts> [words…]")
  process.exit(2)
}
ensureInstall()
const program = await bundle(source)
const flags = (process.env.NODE_FLAGS ?? "").split(" ").filter((flag) => flag !== "")
const child = spawn(process.execPath, [...flags, program, ...words], { stdio: "inherit" })
// Ctrl-C reaches the child by itself; this process only waits for what the child makes of it.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => signal === "SIGTERM" && child.kill(signal))
child.on("exit", (code) => {
  process.exitCode = code ?? 1
})

async function bundle(entry) {
  const { build } = await import("esbuild")
  const outfile = join(root, ".cache", "run", entry.replaceAll(/[\\/]/g, "-").replace(/\.ts$/, ".mjs"))
  const options = {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    write: false,
    packages: "external",
    // Inlines exported constants; left as variables they are looked up on every use (benches would measure that).
    minifySyntax: true,
  }
  const result = await build({ ...options, format: "esm", platform: "node", target: "node20.19", charset: "utf8" })
  for (const file of result.outputFiles) writeWhole(file.path, file.contents)
  return outfile
}
