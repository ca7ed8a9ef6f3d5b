import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Backends, EJECTED, UNHEALTHY, UNLISTED } from "../../../../components/kit/balancing/backends.ts"
import type { MemberRules } from "../../../../components/kit/balancing/member-rules.ts"
import { Members, type Places } from "../../../../components/kit/balancing/members.ts"
import { chooserOf } from "../../../../components/kit/balancing/strategy.ts"
import { createStream, seedWords } from "../../../../engine/index.ts"
import { strategyOf } from "../../support/world.ts"

const S = 1e9

/** A caller of so many backends under some rules. */
class Caller {
  readonly clock = { nowNs: 0 }
  readonly backends: Backends
  readonly members: Members

  constructor(
    count: number,
    rules: MemberRules,
    { strategy = "random", preset = {}, places = {}, weights = [] as number[] } = {},
  ) {
    const indices = Array.from({ length: count }, (_, index) => index)
    const nowhere: Places = { zoneOf: indices.map(() => ""), own: "", callers: new Map([["", 1]]) }
    const kind = strategyOf(strategy)
    const seed = seedWords("members")
    this.backends = new Backends(indices, weights)
    this.members = new Members({
      clock: this.clock,
      backends: this.backends,
      rules,
      places: { ...nowhere, ...places },
      random: createStream(seed, "caller", "members"),
      chooserOf: (view, label) =>
        chooserOf(kind, kind.params.parse(preset), view, { seed, instance: "caller", target: label }),
    })
  }

  down(...indices: readonly number[]): this {
    for (const index of indices) this.backends.mark(index, UNHEALTHY, true)
    return this
  }

  up(...indices: readonly number[]): this {
    for (const index of indices) this.backends.mark(index, UNHEALTHY, false)
    return this
  }

  pick(): number {
    return this.members.choose(this.clock.nowNs, 0)
  }

  /** Share of the choices of each backend. */
  shares(picks = 20_000): readonly number[] {
    const counts = new Array<number>(this.backends.length).fill(0)
    for (let pick = 0; pick < picks; pick++) {
      const index = this.pick()
      counts[index] = (counts[index] ?? 0) + 1
    }
    return counts.map((count) => count / picks)
  }
}

/** Of 20,000 choices a share is off by 0.0035 at most once in 68 %: four times that. */
const TOLERANCE = 0.015

function expectShares(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length)
  for (const [index, share] of wanted.entries()) expect(Math.abs((found[index] ?? 0) - share)).toBeLessThan(TOLERANCE)
}

const sum = (shares: readonly number[], from: number, to: number) =>
  shares.slice(from, to).reduce((total, share) => total + share, 0)

describe("slow start", () => {
  const slowStart = { windowNs: 60 * S, aggression: 1, minimum: 0.1, everyNs: 0 }

  it.each([
    // weights 1 and f: f / (1 + f) of the requests; acceptance fact A12: f = 0.1, 0.25, 0.5 after 5, 15, 30 s
    { after: 5, weight: 0.1 },
    { after: 15, weight: 0.25 },
    { after: 30, weight: 0.5 },
    { after: 60, weight: 1 },
    { after: 500, weight: 1 },
  ])("gives one that came back $after s ago a weight of $weight", ({ after, weight }) => {
    for (const [strategy, preset] of [
      ["random", {}],
      ["weighted-round-robin", { mode: "nginx-smooth" }],
      ["weighted-round-robin", { mode: "earliest-deadline-first" }],
    ] as const) {
      const caller = new Caller(2, { slowStart }, { strategy, preset }).down(1)
      caller.clock.nowNs = 100 * S
      caller.up(1)
      caller.clock.nowNs += after * S
      expectShares(caller.shares(), [1 / (1 + weight), weight / (1 + weight)])
    }
  })

  it("rises in steps as HAProxy's, from 1 %", () => {
    const caller = new Caller(2, { slowStart: { ...slowStart, everyNs: 20 * S } }).down(1).up(1)
    caller.clock.nowNs = 19 * S
    expectShares(caller.shares(), [1 / 1.01, 0.01 / 1.01])
    caller.clock.nowNs = 39 * S
    expectShares(caller.shares(), [1 / 1.33, 0.33 / 1.33])
  })

  it("is nothing at the beginning, and begins anew with each return", () => {
    const caller = new Caller(2, { slowStart })
    expectShares(caller.shares(), [0.5, 0.5])
    caller.down(1).up(1)
    caller.clock.nowNs = 55 * S
    caller.down(1).up(1)
    caller.clock.nowNs = 58 * S
    expectShares(caller.shares(), [1 / 1.1, 0.1 / 1.1])
  })

  it("multiplies the weight of its own", () => {
    const caller = new Caller(2, { slowStart }, { weights: [1, 4] }).down(1).up(1)
    caller.clock.nowNs = 30 * S
    expectShares(caller.shares(), [1 / 3, 2 / 3])
  })
})

describe("panic", () => {
  it.each([
    // 10 backends; Envoy panics below 50 % of healthy ones, and only where 1.4 times those are not enough
    { ill: 4, called: 6 },
    { ill: 5, called: 5 },
    { ill: 6, called: 10 },
    { ill: 10, called: 10 },
  ])("with $ill of 10 ill calls $called", ({ ill, called }) => {
    const caller = new Caller(10, { panic: 0.5 }).down(...Array.from({ length: ill }, (_, index) => index))
    expect(caller.shares(2000).filter((share) => share > 0)).toHaveLength(called)
  })

  it("calls nobody of whom no registry knows", () => {
    const caller = new Caller(4, { panic: 0.5 }).down(0, 1, 2)
    caller.backends.mark(3, UNLISTED, true)
    caller.backends.mark(2, EJECTED, true)
    expectShares(caller.shares(), [1 / 3, 1 / 3, 1 / 3, 0])
  })

  it("does without where it is not asked for", () => {
    const levels = { levels: [0, 0], overprovisioning: 1.4, spill: "in-proportion" as const }
    expect(new Caller(2, { priorities: levels }).down(0, 1).pick()).toBe(-1)
  })
})

describe("priorities", () => {
  const priorities = (levels: readonly number[], spill: "in-proportion" | "when-down" = "in-proportion") => ({
    priorities: { levels: [...levels], overprovisioning: 1.4, spill },
  })

  it("passes on what a level cannot carry", () => {
    // 5 of 10: 1.4 * 50 % = 70 %
    const levels = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]
    const caller = new Caller(12, priorities(levels))
    expect(sum(caller.shares(), 0, 10)).toBe(1)
    const shares = caller.down(0, 1, 2, 3, 4).shares()
    expectShares([sum(shares, 0, 5), sum(shares, 5, 10), sum(shares, 10, 12)], [0, 0.7, 0.3])
  })

  it("takes a backup only when all before it are down, as nginx", () => {
    const caller = new Caller(3, priorities([0, 0, 1], "when-down"))
    expectShares(caller.shares(), [0.5, 0.5, 0])
    expectShares(caller.down(0).shares(), [0, 1, 0])
    expectShares(caller.down(1).shares(), [0, 0, 1])
    expectShares(caller.up(0).shares(), [1, 0, 0])
    expect(caller.down(0, 2).pick()).toBe(-1)
  })

  it("gives each level turns of its own", () => {
    const caller = new Caller(4, priorities([0, 0, 1, 1]), { strategy: "round-robin" }).down(0)
    // 70 % to the one that is left, and exactly as many turns to each of the others
    const shares = caller.shares()
    expectShares(shares, [0, 0.7, 0.15, 0.15])
    expect(Math.abs((shares[2] ?? 0) - (shares[3] ?? 0))).toBeLessThan(2 / 20_000)
  })
})

describe("localities", () => {
  const zones = (zoneOf: readonly string[], callers: Readonly<Record<string, number>>, own = "eu") => ({
    places: { zoneOf: [...zoneOf], own, callers: new Map(Object.entries(callers)) },
  })
  const zoneAware = { locality: { kind: "zone-aware", backendsMin: 6 } } as const

  it("stays in the own zone where that has its share of the backends", () => {
    const caller = new Caller(6, zoneAware, zones(["eu", "us", "eu", "us", "eu", "us"], { eu: 1, us: 1 }))
    expectShares(caller.shares(), [1 / 3, 0, 1 / 3, 0, 1 / 3, 0])
    // five healthy ones are too few to look at zones
    expectShares(caller.down(0).shares(), [0, 0.2, 0.2, 0.2, 0.2, 0.2])
  })

  it("sends on what the own zone has no room for", () => {
    // 2 of 8 backends for half of the callers: half stays
    const where = ["eu", "eu", "us", "us", "us", "us", "us", "us"]
    const shares = new Caller(8, zoneAware, zones(where, { eu: 1, us: 1 })).shares()
    expectShares([sum(shares, 0, 2), sum(shares, 2, 8)], [0.5, 0.5])
  })

  it("does not look at zones where there are few backends, or no caller here", () => {
    expectShares(
      new Caller(4, zoneAware, zones(["eu", "us", "eu", "us"], { eu: 1, us: 1 })).shares(),
      [0.25, 0.25, 0.25, 0.25],
    )
    const few = { locality: { kind: "zone-aware", backendsMin: 2 } } as const
    expectShares(new Caller(4, few, zones(["eu", "us", "eu", "us"], { eu: 1, us: 1 })).shares(), [0.5, 0, 0.5, 0])
  })

  it("weighs zones, less where few of one are healthy", () => {
    const where = ["eu", "eu", "eu", "eu", "us", "us"]
    const rules = { locality: { kind: "weighted", weights: { eu: 1, us: 2 } } } as const
    const caller = new Caller(6, rules, zones(where, { eu: 1 }))
    const split = (shares: readonly number[]) => [sum(shares, 0, 4), sum(shares, 4, 6)]
    expectShares(split(caller.shares()), [1 / 3, 2 / 3])
    // 1.4 * 2 / 4 = 0.7 of a weight of 1, beside 2
    expectShares(split(caller.down(0, 1).shares()), [0.7 / 2.7, 2 / 2.7])
    expectShares(split(caller.down(4, 5).shares()), [1, 0])
  })
})

const anyRules: fc.Arbitrary<MemberRules> = fc.record(
  {
    slowStart: fc.constant({ windowNs: 20 * S, aggression: 2, minimum: 0.1, everyNs: 0 }),
    panic: fc.constantFrom(0.01, 0.5),
    priorities: fc.record({
      levels: fc.constantFrom([0, 1], [1, 0, 1, 2], [0, 0, 1]),
      overprovisioning: fc.constantFrom(1, 1.4),
      spill: fc.constantFrom("in-proportion" as const, "when-down" as const),
    }),
    locality: fc.constantFrom(
      { kind: "zone-aware" as const, backendsMin: 2 },
      { kind: "weighted" as const, weights: { eu: 3 } },
    ),
  },
  { requiredKeys: [] },
)

describe("any rules", () => {
  const steps = fc.array(
    fc.record({ index: fc.nat(5), reason: fc.constantFrom(UNHEALTHY, UNLISTED), holds: fc.boolean() }),
    { maxLength: 20 },
  )
  const places = {
    zoneOf: ["eu", "us", "eu", "us", "eu", "us"],
    own: "eu",
    callers: new Map([
      ["eu", 1],
      ["us", 2],
    ]),
  }
  const options = { strategy: "least-request", places }

  it("choose who is up, or who is listed in a panic, and somebody whenever one is up", () => {
    fc.assert(
      fc.property(anyRules, steps, (rules, marks) => {
        const caller = new Caller(6, rules, options)
        for (const { index, reason, holds } of marks) {
          caller.clock.nowNs += S
          caller.backends.mark(index, reason, holds)
          const picked = caller.pick()
          const { up } = caller.backends
          if (picked < 0) expect(Array.from(up)).not.toContain(1)
          else if (rules.panic === undefined) expect(up[picked]).toBe(1)
          else expect(caller.backends.isListed(picked)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it("go on alike from a snapshot", () => {
    fc.assert(
      fc.property(anyRules, steps, (rules, marks) => {
        const caller = new Caller(6, rules, options)
        for (const { index, reason, holds } of marks) {
          caller.clock.nowNs += S
          caller.backends.mark(index, reason, holds)
          caller.pick()
        }
        const saved = structuredClone({ members: caller.members.snapshot(), backends: caller.backends.snapshot() })
        const again = new Caller(6, rules, options)
        again.clock.nowNs = caller.clock.nowNs
        again.members.restore(saved.members)
        again.backends.restore(saved.backends)
        for (let pick = 0; pick < 20; pick++) {
          caller.clock.nowNs += S
          again.clock.nowNs += S
          expect(again.pick()).toBe(caller.pick())
        }
      }),
      { numRuns: 200 },
    )
  })
})
