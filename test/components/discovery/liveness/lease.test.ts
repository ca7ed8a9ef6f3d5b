import { expect, it } from "vitest"
import { crash, delays, mean, mistakesIn } from "../support.ts"

const lease = (more: object = {}) => ({ liveness: { kind: "lease", ttl: "6s", ...more } })

it("lets a crash be known from two thirds of its time on", () => {
  // The last renewal was 0 to 2 s ago; leases are looked through every 0.5 s.
  const found = delays({ registry: lease(), faults: [crash(30)], seconds: 40 }, 20)
  expect(Math.min(...found)).toBeGreaterThanOrEqual(4)
  expect(Math.max(...found)).toBeLessThanOrEqual(6.5)
  // 5 + 0.25, with a standard deviation of 0.6.
  expect(Math.abs(mean(found) - 5.25)).toBeLessThan((4 * 0.6) / Math.sqrt(20))
})

it("is granted anew in full by a new leader", () => {
  const faults = [crash(30), { at: "33s", for: "1s", do: "crash", target: "registry" }]
  const [found = 0] = delays({ registry: lease(), faults, seconds: 60 }, 1)
  // 33 + 1 + an election of 1 to 2 s + 6 + 1, counted from 30.
  expect(found).toBeGreaterThan(12)
  expect(found).toBeLessThan(13.6)
})

it("does not run out while there is no leader", () => {
  const faults = [crash(25), ...[1, 2].map((at) => ({ at: "20s", do: "crash", target: `registry[${at}]` }))]
  expect(delays({ registry: lease(), servers: 3, faults, seconds: 60 }, 2)).toEqual([Infinity, Infinity])
})

it("is blind to a hang, unless renewals hang too", () => {
  const hang = { registry: lease(), faults: [{ ...crash(30), do: "pause" }], seconds: 60 }
  expect(delays(hang, 2)).toEqual([Infinity, Infinity])
  const found = delays({ ...hang, registry: lease({ separateBeat: false }) }, 4)
  for (const seconds of found) expect(seconds).toBeLessThanOrEqual(6.5)
})

it("is at least 2 s long, as etcd grants no less", () => {
  expect(mistakesIn({ liveness: { kind: "lease", ttl: "1s" } })).toEqual([
    expect.stringMatching(/^E-number-range .* => "2s"$/),
  ])
})
