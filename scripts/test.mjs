/** `npm test`: sets up what is missing, then every check, ending with `N passed, N failed`. `npm test -- words` runs only the matching tests. */
import { spawnSync } from "node:child_process"
import { join, relative } from "node:path"
import { ensureBrowsers } from "./lib/ensure-browsers.mjs"
import { ensureInstall } from "./lib/ensure-install.mjs"
import { ensureNode24 } from "./lib/ensure-node24.mjs"
import { root, say, writeWhole } from "./lib/project.mjs"
import { vitest } from "./lib/vitest.mjs"

// Each is one check, counted as one test.
const checks = [
  { title: "types", command: ["node_modules/typescript/bin/tsc", "-b"] },
  { title: "format and lint", command: ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"] },
  { title: "unused files, exports and packages", command: ["node_modules/knip/bin/knip.js", "--no-progress"] },
]

const patterns = process.argv.slice(2)
const startedMs = Date.now()
const total = { passed: 0, failed: 0 }

process.chdir(root)
section("set-up", () => {
  ensureInstall()
  return setUpTools()
})
if (patterns.length === 0) for (const { title, command } of checks) section(title, () => runCheck(command))
section("tests", () => runTests(vitest(patterns)))

say(`\n${seconds(Date.now() - startedMs)} in all`)
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
process.exitCode = total.failed > 0 ? 1 : 0

/** What only some machines have; the tests read it from .cache/tools.json (test/setup/tools.ts). */
function setUpTools() {
  const tools = { ...ensureBrowsers(), node24: ensureNode24() }
  writeWhole(join(root, ".cache", "tools.json"), `${JSON.stringify(tools, null, 2)}\n`)
  const skipped = Object.entries(tools).filter(([, tool]) => tool.path === undefined)
  for (const [name, tool] of skipped) say(`${name}: skipped: ${tool.skipped}`)
  return { passed: 0, failed: process.env.CI === "true" ? skipped.length : 0 }
}

function runCheck(command) {
  const { status } = spawnSync(process.execPath, command, { stdio: ["ignore", 2, 2] })
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function runTests({ passed, failed, skipped, slowest }) {
  if (skipped > 0) say(`${skipped} skipped`)
  say(`slowest: ${slowest.map((file) => `${relative(root, file.name)} ${seconds(file.seconds * 1000)}`).join(", ")}`)
  return { passed, failed }
}

function section(title, run) {
  say(`\n== ${title}`)
  const beganMs = Date.now()
  const { passed, failed } = run()
  total.passed += passed
  total.failed += failed
  say(`== ${title}: ${failed > 0 ? `${failed} failed` : "ok"}, ${seconds(Date.now() - beganMs)}`)
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`
}
