import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import type { FlatResult, Level } from "../../bench/memory/flat.ts"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** What the bench's child says of the shop for so long and for ten times that, under a node whose collector can be forced. */
function lengthAt(level: Level, shortSeconds: number): FlatResult {
  const words = ["scripts/run-ts.mjs", "bench/main.ts", "child", "memory", "length", level, String(shortSeconds)]
  const env = { ...process.env, NODE_FLAGS: "--expose-gc" }
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, env, encoding: "utf8" })
  expect(status, stderr).toBe(0)
  return JSON.parse(stdout)
}

test("memory does not grow with the length of a run", () => {
  const { ratio, bytesPerFurtherRequest, shortWindows, longWindows, windowsMax } = lengthAt("metrics", 16)
  expect(ratio).toBeLessThanOrEqual(1.1)
  // Less than one number a request: what grows is compiled code, whatever the length (0.2 to 0.6 MB here).
  expect(bytesPerFurtherRequest).toBeLessThan(8)
  // Ten times the time, and no more windows than there may be.
  expect(Math.max(shortWindows, longWindows)).toBeLessThanOrEqual(windowsMax)
})

test("a run that keeps its spans is seen to grow, by more than one of 24 bytes a request", () => {
  // Long enough for the spans to weigh more than a tenth of what a process takes by itself.
  const { ratio, bytesPerFurtherRequest } = lengthAt("spans", 12)
  expect(ratio).toBeGreaterThan(1.1)
  expect(bytesPerFurtherRequest).toBeGreaterThan(24)
})
