import { describe, expect, it } from "vitest"
import { zoneAt, zoneRouting } from "../../../../components/kit/balancing/zone-routing.ts"

describe("zone-aware routing", () => {
  it("stays wholly in a zone that has at least its share of the backends", () => {
    expect(zoneRouting({ callers: [1, 1], backends: [3, 3] }).local).toBe(10_000)
    expect(zoneRouting({ callers: [1, 3], backends: [2, 4] }).local).toBe(10_000)
  })

  // Envoy's comment: callers 40, 40, 20 %, backends 25, 50, 25 %: running room 0, 1000, 1500 of ten thousand, and
  // 25 / 40 of the calls stay.
  it("else keeps what its backends can carry, and spreads the rest over the room elsewhere", () => {
    const routing = zoneRouting({ callers: [4, 4, 2], backends: [5, 10, 5] })
    expect(routing).toEqual({ local: 6250, residual: [0, 1000, 1500] })
    expect(zoneAt(routing, 0.6249, 0)).toBe(0)
    expect(zoneAt(routing, 0.625, 0)).toBe(1)
    expect(zoneAt(routing, 0.9, 0.6)).toBe(1)
    expect(zoneAt(routing, 0.9, 0.67)).toBe(2)
  })

  it("loads all backends alike when every zone's callers do so", () => {
    const callers = [4, 4, 2]
    const backends = [5, 10, 5]
    const load = [0, 0, 0]
    for (const [zone, count] of callers.entries()) {
      const order = [zone, ...[0, 1, 2].filter((each) => each !== zone)]
      const routing = zoneRouting({
        callers: order.map((each) => callers[each] ?? 0),
        backends: order.map((each) => backends[each] ?? 0),
      })
      for (let stay = 0; stay < 100; stay++) {
        for (let leave = 0; leave < 30; leave++) {
          const to = order[routing.local === 10_000 ? 0 : zoneAt(routing, (stay + 0.5) / 100, (leave + 0.5) / 30)] ?? 0
          load[to] = (load[to] ?? 0) + count
        }
      }
    }
    const perBackend = load.map((each, zone) => each / 3000 / (backends[zone] ?? 1))
    for (const each of perBackend) expect(Math.abs(each / 0.5 - 1)).toBeLessThan(0.02) // 10 callers, 20 backends
  })

  it.each([
    ["one zone", { callers: [3], backends: [9] }],
    ["no caller in the own zone", { callers: [0, 3], backends: [5, 5] }],
    ["five backends", { callers: [1, 1], backends: [2, 3] }],
  ])("does not look at zones with %s", (_, counts) => {
    expect(zoneRouting(counts).local).toBe(-1)
  })

  it("leaves a zone without backends", () => {
    const routing = zoneRouting({ callers: [1, 1, 1], backends: [0, 4, 4] })
    expect(routing.local).toBe(0)
    const zones = [0, 0.3, 0.6, 0.9].map((leave) => zoneAt(routing, 0, leave))
    expect(zones).toEqual([1, 1, 2, 2])
  })
})
