import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { root } from "./project.mjs"

const tallyFile = join(root, ".cache", "tally.json")

/**
 * Runs vitest on the files whose path contains a pattern (all, without one):
 * `{ passed, skipped, failures: [{ file, title, message }], files: [{ name, seconds }], flaky }` (tally-reporter.ts).
 * With ORRERY_RERUN=1 the files in which something failed are run once more, alone: what passes then is in `flaky`, named
 * with its first message, and counts as passed.
 */
export function vitest(patterns) {
  const first = runOnce(patterns)
  const files = [...new Set(first.failures.map(({ file }) => file))]
  if (process.env.ORRERY_RERUN !== "1" || files.length === 0 || files.includes("")) return { ...first, flaky: [] }
  const second = runOnce(files)
  const stays = (failure) => second.failures.some(({ file, title }) => file === failure.file && title === failure.title)
  const flaky = first.failures.filter((failure) => !stays(failure))
  return { ...first, passed: first.passed + flaky.length, failures: second.failures, flaky }
}

function runOnce(patterns) {
  mkdirSync(dirname(tallyFile), { recursive: true })
  rmSync(tallyFile, { force: true })
  const words = [join(root, "node_modules", "vitest", "vitest.mjs"), "run", ...patterns]
  const env = { ...process.env, ORRERY_TALLY: tallyFile }
  const { status, signal } = spawnSync(process.execPath, words, { cwd: root, env, stdio: ["ignore", 2, 2] })
  const tally = existsSync(tallyFile) ? JSON.parse(readFileSync(tallyFile, "utf8")) : nothing
  if (status === 0 || tally.failures.length > 0) return tally
  // No file found, vitest itself broken, or killed.
  const message = `It ended with ${signal ?? `status ${status}`}; what it said is above.`
  return { ...tally, failures: [{ file: "", title: "vitest", message }] }
}

const nothing = { passed: 0, skipped: 0, failures: [], files: [] }
