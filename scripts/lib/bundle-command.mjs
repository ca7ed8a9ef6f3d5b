import { createHash } from "node:crypto"
import { chmodSync, existsSync, readdirSync, rmSync, statSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { makeCache } from "./code-cache.mjs"
import { root, writeWhole } from "./project.mjs"

const outDir = join(root, "dist", "cli")
const commandsDir = join(root, "cli", "commands")
const staleAfterMs = 3_600_000 // chosen: an hour, longer than a run in progress that may still load a part

/** The command's file. */
export const entry = join(outDir, "orrery.js")

/** What all bundles share. */
export const settings = {
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

/**
 * The command is CommonJS: Node starts its loader of ES modules only where one is imported, and that takes a third of
 * an empty program's time. Names stay, for stack traces.
 */
const quick = { ...settings, format: "cjs", minifyWhitespace: true, define: { "import.meta.dirname": "__dirname" } }

/**
 * Writes two bundles: `orrery.js` with the program's options, which `--help` needs, and beside it a part with what the
 * commands do, for which V8's code cache is kept.
 */
export async function bundleCommand(sources) {
  const { build } = await import("esbuild")
  const part = await bundleCommands(build)
  const result = await build({
    ...quick,
    entryPoints: { orrery: "cli/main.ts" },
    outdir: outDir,
    plugins: [withoutBuiltins, loadedFrom(basename(part))],
  })
  const code = result.outputFiles[0].text.replace(/^#!.*\n/, "")
  makeCache(part)
  writeWhole(join(outDir, "package.json"), '{ "type": "commonjs" }\n')
  // The entry goes last: until then the old one and its parts are whole.
  writeWhole(entry, `#!/usr/bin/env node\n// sources ${sources} parts/${basename(part)}\n${code}`)
  chmodSync(entry, 0o755)
  removeStaleParts(basename(part))
}

/** All commands as one script that is a function, as CommonJS modules are to Node. Returns its path. */
async function bundleCommands(build) {
  const names = readdirSync(commandsDir).filter((name) => name.endsWith(".ts"))
  const lines = names.map((name) => `exports[${JSON.stringify(name)}] = () => require("./${name}")`)
  const result = await build({
    ...quick,
    // A string of Latin-1 is read, hashed and scanned in half the time of one that has other characters.
    charset: "ascii",
    stdin: { contents: lines.join("\n"), resolveDir: commandsDir },
    banner: { js: "(function(exports,require,module,__filename,__dirname){" },
    footer: { js: "})" },
    plugins: [withoutBuiltins],
  })
  const { contents } = result.outputFiles[0]
  const digest = createHash("sha256").update(contents).digest("hex").slice(0, 8)
  const path = join(outDir, "parts", `commands-${digest}.cjs`)
  writeWhole(path, contents)
  return path
}

/** `import("./commands/check.ts")` takes the command from the part. */
const loadedFrom = (part) => ({
  name: "loaded-from",
  setup(build) {
    build.onResolve({ filter: /^\.\/commands\// }, ({ path }) => ({ path: basename(path), namespace: "command" }))
    build.onLoad({ filter: /.*/, namespace: "command" }, ({ path }) => ({
      contents: `import { loadPart } from "./lib/load-part.ts"\nmodule.exports = loadPart("${part}")["${path}"]()`,
      resolveDir: dirname(commandsDir),
    }))
  },
})

/**
 * Two packages load parts of Node that take as long as half an empty program, for what is not used here: programs
 * outside as commands (commander), and seeds from chance (seedrandom).
 */
const withoutBuiltins = {
  name: "without-builtins",
  setup(build) {
    build.onResolve({ filter: /^(node:child_process|crypto)$/ }, ({ importer }) =>
      importer.includes("node_modules") ? { path: "nothing", namespace: "nothing" } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "module.exports = {}" }))
  },
}

function removeStaleParts(current) {
  const folder = join(outDir, "parts")
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (!name.startsWith(current) && Date.now() - statSync(path).mtimeMs > staleAfterMs) rmSync(path, { force: true })
  }
}
