import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { root } from "./project.mjs"

const resultFile = join(root, ".cache", "vitest.json")
const slowestShown = 5 // chosen

/** Runs vitest on the files whose path contains a pattern (all, without one): `{ passed, failed, skipped, slowest }`. */
export function vitest(patterns) {
  rmSync(resultFile, { force: true })
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${resultFile}`]
  const program = join(root, "node_modules", "vitest", "vitest.mjs")
  const words = [program, "run", ...reporters, ...patterns]
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: ["ignore", 2, 2] })
  const tally = existsSync(resultFile) ? tallyOf(JSON.parse(readFileSync(resultFile, "utf8"))) : nothing
  // An error outside every test (an unhandled rejection, no file found) fails the run and no test.
  return status !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

const nothing = { passed: 0, failed: 0, skipped: 0, slowest: [] }

/** Counts vitest's JSON report. A file that does not load has no tests in it, and is one failure. */
function tallyOf(report) {
  const unloadable = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0)
  const slowest = report.testResults
    .map((file) => ({ name: file.name, seconds: (file.endTime - file.startTime) / 1000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, slowestShown)
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    slowest,
  }
}
