import { expect, it } from "vitest"
import { crash, delays, mistakesIn } from "../support.ts"

it("ends at a tick, a timeout to a timeout and a tick after the last ping", () => {
  const crashedAt = 30.3
  const registry = { liveness: { kind: "session", timeout: "6s" } }
  const found = delays({ registry, faults: [crash(crashedAt)], seconds: 45 }, 20)
  // Pings every 2 s, so the last was 0 to 2 s before.
  expect(Math.min(...found)).toBeGreaterThanOrEqual(4)
  expect(Math.max(...found)).toBeLessThanOrEqual(8)
  for (const seconds of found) expect(((crashedAt + seconds) / 2) % 1).toBeCloseTo(0, 6)
  // Either bucket comes up.
  expect(new Set(found.map(Math.round)).size).toBe(2)
})

it("pings every 10 s at least, however long it is", () => {
  const registry = { liveness: { kind: "session", timeout: "40s" } }
  const found = delays({ registry, faults: [crash(30)], seconds: 80 }, 10)
  for (const seconds of found) expect(seconds).toBeGreaterThanOrEqual(30)
})

it.each([
  ["1s", "4000ms"],
  ["60s", "40000ms"],
])("of %s is not what a server would grant", (timeout, granted) => {
  const [mistake] = mistakesIn({ liveness: { kind: "session", timeout } })
  expect(mistake).toContain("E-parameter-conflict")
  expect(mistake).toContain(`=> "${granted}"`)
})
