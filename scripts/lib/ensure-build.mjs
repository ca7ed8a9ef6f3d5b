import { createHash } from "node:crypto"
import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from "node:fs"
import { dirname, join, relative } from "node:path"
import { root, say, writeWhole } from "./project.mjs"

const folders = ["engine", "components", "scenarios", "statistics", "experiments", "formats", "cli"]
const singles = ["package.json", "package-lock.json", "index.ts", "scripts/lib/ensure-build.mjs"]
const outDir = join(root, "dist", "cli")
const entry = join(outDir, "orrery.js")
const staleAfterMs = 3_600_000 // chosen: an hour, longer than a run in progress that may still load a chunk

const settings = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  charset: "utf8",
  minifySyntax: true,
  legalComments: "none",
  logLevel: "warning",
  write: false,
}

// Packages written for `require` are bundled into ES modules, which have none.
const requireShim = `import { createRequire as makeRequire } from "node:module";\nconst require = makeRequire(import.meta.url);`

/** Builds the command unless it was built from these very sources. Returns its path. */
export async function ensureBuild() {
  const sources = digestOfSources()
  if (existsSync(entry) && firstBytes(entry).includes(sources)) return entry
  say("Building…")
  await buildCommand(sources)
  return entry
}

/** Bundles cli/main.ts; what a command loads lazily becomes a file of its own beside it. */
export async function buildCommand(sources = digestOfSources()) {
  const { build } = await import("esbuild")
  const result = await build({
    ...settings,
    entryPoints: { orrery: "cli/main.ts" },
    outdir: outDir,
    splitting: true,
    // A tenth less to read at every start; names stay, for stack traces.
    minifyWhitespace: true,
    chunkNames: "parts/[name]-[hash]",
    banner: { js: requireShim },
  })
  const parts = result.outputFiles.filter((file) => file.path !== entry)
  for (const part of parts) writeWhole(part.path, part.contents)
  // The entry goes last: until then the old one and its parts are whole.
  const code = result.outputFiles.find((file) => file.path === entry).text.replace(/^#!.*\n/, "")
  writeWhole(entry, `#!/usr/bin/env node\n// sources ${sources}\n${code}`)
  chmodSync(entry, 0o755)
  removeStaleParts(new Set(parts.map((part) => part.path)))
}

/** Bundles index.ts for programs; packages stay imports. */
export async function buildLibrary() {
  const { build } = await import("esbuild")
  const options = { ...settings, platform: "neutral", packages: "external", outfile: join(root, "dist", "index.js") }
  const result = await build({ ...options, entryPoints: ["index.ts"] })
  for (const file of result.outputFiles) writeWhole(file.path, file.contents)
}

function digestOfSources() {
  const hash = createHash("sha256")
  const paths = singles.map((path) => join(root, path)).filter((path) => existsSync(path))
  for (const folder of folders) collect(join(root, folder), paths)
  for (const path of paths) hash.update(relative(root, path)).update("\0").update(readFileSync(path))
  return hash.digest("hex").slice(0, 32)
}

function collect(folder, paths) {
  if (!existsSync(folder)) return
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const item of entries) {
    const path = join(folder, item.name)
    if (item.isDirectory()) collect(path, paths)
    else if (/\.(ts|json)$/.test(item.name)) paths.push(path)
  }
}

function firstBytes(path) {
  const bytes = Buffer.alloc(128)
  const file = openSync(path, "r")
  const length = readSync(file, bytes, 0, bytes.length, 0)
  closeSync(file)
  return bytes.toString("utf8", 0, length)
}

function removeStaleParts(current) {
  const folder = join(dirname(entry), "parts")
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (!current.has(path) && Date.now() - statSync(path).mtimeMs > staleAfterMs) rmSync(path, { force: true })
  }
}
