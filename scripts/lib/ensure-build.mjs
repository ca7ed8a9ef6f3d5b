import { createHash } from "node:crypto"
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { buildOnePage, buildSite, onePage, siteFolder } from "./build-ui.mjs"
import { bundleCommand, entry, settings } from "./bundle-command.mjs"
import { ensureCache } from "./code-cache.mjs"
import { root, say, writeWhole } from "./project.mjs"

const folders = ["engine", "components", "scenarios", "statistics", "experiments", "formats", "cli", "scripts/lib"]
const singles = ["package.json", "package-lock.json", "index.ts", "scripts/write-cache.mjs"]

/** Builds the command unless it was built from these very sources. Returns its path. */
export async function ensureBuild() {
  const sources = digestOfSources()
  const head = existsSync(entry) ? firstBytes(entry) : ""
  const [, part] = new RegExp(`^// sources ${sources} (\\S+)`, "m").exec(head) ?? []
  // Another Node than the one that built it has no cache yet.
  if (part !== undefined) ensureCache(join(dirname(entry), part))
  else {
    say("Building…")
    await buildCommand(sources)
  }
  return entry
}

/** Bundles cli/main.ts and what it loads, and makes the cache of its code. */
export async function buildCommand(sources = digestOfSources()) {
  await bundleCommand(sources)
}

/** Builds the playground, as a site and as one page, unless both were built from these very sources. */
export async function ensureUi() {
  const stamp = join(root, "dist", ".ui-sources")
  const sources = digestOfSources([...folders, "ui"])
  const isThere = [join(siteFolder, "index.html"), onePage].every((path) => existsSync(path))
  if (isThere && existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return
  say("Building the playground…")
  await buildUi(sources)
}

/** Builds dist/ui and dist/orrery.html. */
export async function buildUi(sources = digestOfSources([...folders, "ui"])) {
  await buildSite()
  await buildOnePage()
  writeWhole(join(root, "dist", ".ui-sources"), sources)
}

/** Bundles index.ts for programs; packages stay imports. */
export async function buildLibrary() {
  const { build } = await import("esbuild")
  const options = { ...settings, platform: "neutral", packages: "external", outfile: join(root, "dist", "index.js") }
  const result = await build({ ...options, entryPoints: ["index.ts"] })
  for (const file of result.outputFiles) writeWhole(file.path, file.contents)
}

function digestOfSources(from = folders) {
  const hash = createHash("sha256")
  const paths = singles.map((path) => join(root, path)).filter((path) => existsSync(path))
  for (const folder of from) collect(join(root, folder), paths)
  for (const path of paths) hash.update(relative(root, path)).update("\0").update(readFileSync(path))
  return hash.digest("hex").slice(0, 32)
}

function collect(folder, paths) {
  if (!existsSync(folder)) return
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const item of entries) {
    const path = join(folder, item.name)
    if (item.isDirectory()) collect(path, paths)
    else if (/\.(tsx?|json|mjs|css|html|yaml)$/.test(item.name)) paths.push(path)
  }
}

function firstBytes(path) {
  const bytes = Buffer.alloc(192)
  const file = openSync(path, "r")
  const length = readSync(file, bytes, 0, bytes.length, 0)
  closeSync(file)
  return bytes.toString("utf8", 0, length)
}
