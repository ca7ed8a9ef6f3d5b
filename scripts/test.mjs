/** `npm test`: sets up what is missing, then every check, ending with `N passed, N failed`. `npm test -- words` runs only the matching tests. */
import { join } from "node:path"
import { startChecks } from "./lib/checks.mjs"
import { ensureBrowsers } from "./lib/ensure-browsers.mjs"
import { ensureInstall } from "./lib/ensure-install.mjs"
import { ensureNode24 } from "./lib/ensure-node24.mjs"
import { root, say, writeWhole } from "./lib/project.mjs"
import { writeTotals } from "./lib/totals.mjs"
import { vitest } from "./lib/vitest.mjs"

const slowestShown = 5 // chosen

const patterns = process.argv.slice(2)
const startedMs = Date.now()
const total = { passed: 0, failures: [], flaky: [] }

say("\n== set-up")
ensureInstall()
// The checks run while tools are installed.
const checks = patterns.length === 0 ? startChecks() : []
add("set-up", setUpTools(), (Date.now() - startedMs) / 1000)
for await (const { title, passed, output, seconds } of checks) {
  say(`\n== ${title}\n${output.trimEnd()}`)
  const failures = passed ? [] : [{ file: "", title, message: output }]
  add(title, { passed: passed ? 1 : 0, failures }, seconds)
}
say("\n== tests")
const testsBeganMs = Date.now()
const tests = vitest(patterns)
if (tests.skipped > 0) say(`${tests.skipped} skipped`)
say(`slowest: ${slowest(tests.files)}`)
add("tests", tests, (Date.now() - testsBeganMs) / 1000)

say(`\n${((Date.now() - startedMs) / 1000).toFixed(1)} s in all`)
writeTotals(total.passed, total.failures, total.flaky)

/** What only some machines have; the tests read it from .cache/tools.json (test/setup/tools.ts). */
function setUpTools() {
  const tools = { ...ensureBrowsers(), node24: ensureNode24() }
  writeWhole(join(root, ".cache", "tools.json"), `${JSON.stringify(tools, null, 2)}\n`)
  const skipped = Object.entries(tools).filter(([, tool]) => tool.path === undefined)
  for (const [name, tool] of skipped) say(`${name}: skipped: ${tool.skipped}`)
  const failures = skipped.map(([name, tool]) => ({ file: "", title: `set-up of ${name}`, message: tool.skipped }))
  return { passed: 0, failures: process.env.CI === "true" ? failures : [] }
}

function add(title, { passed, failures, flaky = [] }, seconds) {
  total.passed += passed
  total.flaky.push(...flaky)
  total.failures.push(...failures)
  say(`== ${title}: ${failures.length > 0 ? `${failures.length} failed` : "ok"}, ${seconds.toFixed(1)} s`)
}

function slowest(files) {
  const sorted = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, slowestShown)
  return sorted.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`).join(", ")
}
