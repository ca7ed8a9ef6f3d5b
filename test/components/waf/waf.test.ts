import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { waf } from "../../../components/waf/index.ts"
import { countOf, edgeOf } from "../../scenarios/run/support.ts"
import { expectDeterministic } from "../support/checks.ts"
import { mistakesIn, World } from "../support/world.ts"
import { countsOf, mixed, optionsOf, outcomes, worldOf } from "./support.ts"

/** A rule that always matches. */
const always = (severity: string, more: object = {}) => ({ severity, attacks: "100%", benign: "100%", ...more })

describe("anomaly scoring", () => {
  // CRS 4: critical 5, error 4, warning 3, notice 2 points; threshold 5.
  it.each([
    [["critical"], 5, "rejected"],
    [["error"], 5, "ok"],
    [["warning"], 5, "ok"],
    [["warning", "warning"], 5, "rejected"],
    [["error", "notice"], 5, "rejected"],
    [["notice", "notice"], 5, "ok"],
    [["notice", "notice"], 4, "rejected"],
    [["critical"], 6, "ok"],
  ])("of %j with threshold %i is %s", (severities, threshold, outcome) => {
    const rules = Object.fromEntries(severities.map((severity, index) => [`r${index}`, always(severity)]))
    expect(outcomes(worldOf({ rules, threshold }, 3))).toEqual({ [outcome]: 3 })
  })

  it.each([
    // Rules of a level are in use from that level on; between blocking and detection they only count.
    [1, undefined, "ok", 0],
    [2, undefined, "rejected", 0],
    [1, 2, "ok", 3],
    [1, 4, "ok", 3],
    [2, 3, "rejected", 0],
  ])("with blocking level %i and detection level %s is %s", (blockingParanoia, detectionParanoia, outcome, seen) => {
    const rules = { strict: always("critical", { paranoia: 2 }) }
    const world = worldOf({ rules, blockingParanoia, detectionParanoia }, 3)
    expect(outcomes(world)).toEqual({ [outcome]: 3 })
    expect(world.count("waf.detectedOnly")).toBe(seen)
  })

  it("costs what the rules cost that are tried, and for each KiB; who only detects pays as much", () => {
    const rules = {
      one: { cost: "1ms" },
      two: { cost: "2ms", costPerKiB: "100us", paranoia: 2 },
      three: { cost: "4ms", paranoia: 3 },
    }
    const took = (the: object, bytes: number) => {
      const [answer] = worldOf({ rules, ...the }, 1, { bytes }).driver.answers
      return ((answer?.atNs ?? 0) - (answer?.startedNs ?? 0)) / 1e6 - 1
    }
    expect(took({}, 4096)).toBeCloseTo(1)
    expect(took({ blockingParanoia: 2 }, 4096)).toBeCloseTo(3.4)
    expect(took({ detectionParanoia: 2 }, 4096)).toBeCloseTo(3.4)
    expect(took({ detectionParanoia: 3 }, 0)).toBeCloseTo(7)
    expect(took({ sampling: "1%" }, 4096)).toBe(0)
  })

  it("makes its work wait for its cores", () => {
    const world = worldOf({ rules: { one: { cost: "5ms" } }, cpu: { cores: 1, discipline: "fifo" } }, 4, { atNs: 0 })
    expect(world.driver.answers.map(({ atNs }) => atNs / 1e6)).toEqual([6, 11, 16, 21])
  })
})

describe("a firewall", () => {
  const rules = { one: { attacks: "90%", benign: "2%" } }

  it("finds attacks and others as often as its rules say, and blocks what it finds", () => {
    const run = mixed({ rules })
    const counts = countsOf(run)
    const [attacks, others] = [countOf(run, "robbers.offered"), countOf(run, "customers.offered")]
    // Four standard errors: 0.9 ± 4 sqrt(0.09 / 1,000) and 0.02 ± 4 sqrt(0.0196 / 9,000).
    expect(Math.abs(counts.truePositives / attacks - 0.9)).toBeLessThan(0.04)
    expect(Math.abs(counts.falsePositives / others - 0.02)).toBeLessThan(0.006)
    expect(counts.blocked).toBe(counts.truePositives + counts.falsePositives)
    expect(counts.truePositives + counts.falseNegatives).toBe(attacks)
    expect(edgeOf(run, "waf -> api").calls).toBe(counts.inspected - counts.blocked)
  })

  it("finds the same and lets it pass in the mode detect", () => {
    const [blocking, detecting] = [countsOf(mixed({ rules })), countsOf(mixed({ rules, mode: "detect" }))]
    expect(detecting).toEqual({ ...blocking, blocked: 0 })
  })

  it("looks at a sample", () => {
    const run = mixed({ rules, sampling: "25%" })
    const counts = countsOf(run)
    const all = counts.inspected + counts.skipped
    expect(Math.abs(counts.inspected / all - 0.25)).toBeLessThan(4 * Math.sqrt(0.1875 / all))
    expect(counts.truePositives + counts.falseNegatives).toBe(countOf(run, "robbers.offered"))
  })

  it("judges a retry as it judged the first try", () => {
    const run = mixed({ rules: { one: { benign: "50%" } } }, { "customers -> waf": { retry: { attemptsMax: 3 } } })
    const refused = countOf(run, "customers.offered") - countOf(run, "customers.succeeded")
    // Everybody who was refused asked three times, and was refused three times.
    const { calls, retries } = edgeOf(run, "customers -> waf")
    expect(retries).toBe(2 * refused)
    expect(calls).toBe(countOf(run, "customers.offered") + retries)
    expect(refused).toBeGreaterThan(3000)
  })

  it("takes a share of a client's requests for attacks, by name", () => {
    const rule = { rules: { one: { attacks: "100%" } }, malicious: { write: "20%" } }
    const [reads, writes] = [worldOf(rule, 2000), worldOf(rule, 2000, { operation: "write" })]
    expect(outcomes(reads)).toEqual({ ok: 2000 })
    expect(Math.abs((outcomes(writes).rejected ?? 0) / 2000 - 0.2)).toBeLessThan(4 * Math.sqrt(0.16 / 2000))
  })

  it("draws for each rule by itself: another rule changes nothing of what the first one finds", () => {
    const one = mixed({ rules, threshold: 5 })
    const two = mixed({ rules: { ...rules, other: always("notice") }, threshold: 6 })
    expect({ ...countsOf(two), detectedOnly: 0 }).toEqual(countsOf(one))
  })

  it("declares the measures it takes", () => {
    const world = new World(optionsOf({}, 0))
    for (const metric of waf.metrics)
      if (metric.type !== "ratio") expect(world.metrics.get(`waf.${metric.name}`), metric.name).toBeDefined()
  })

  it("is the same again, and goes on from a snapshot", () => {
    const rateBased = [{ limit: 200, window: "60s", every: "1s", lag: "500ms" }]
    const the = { rules: { one: { benign: "30%", cost: "1ms" } }, sampling: "50%", rateBased }
    const world = expectDeterministic(optionsOf(the, 600), 2.1005e9)
    expect(outcomes(world)["rate-limited"]).toBeGreaterThan(50)
  })

  it("accounts for every request, whatever its parameters", () => {
    const share = fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`)
    const rule = fc.record({
      severity: fc.constantFrom("critical", "error", "warning", "notice"),
      paranoia: fc.integer({ min: 1, max: 4 }),
      benign: share,
      attacks: share,
    })
    const params = fc.record({
      rules: fc.dictionary(fc.constantFrom("a", "b", "c"), rule, { noNullPrototype: true }),
      threshold: fc.integer({ min: 1, max: 12 }),
      blockingParanoia: fc.integer({ min: 1, max: 4 }),
      sampling: fc.constantFrom("50%", "100%"),
      mode: fc.constantFrom("block", "detect"),
      malicious: fc.constantFrom({}, { read: "50%" }),
    })
    fc.assert(
      fc.property(params, (the) => {
        const world = worldOf(the, 60)
        const count = (name: string) => world.count(`waf.${name}`)
        const judged = ["truePositives", "falsePositives", "trueNegatives"].reduce((sum, name) => sum + count(name), 0)
        expect(count("inspected") + count("skipped")).toBe(60)
        expect(judged + count("falseNegatives")).toBeGreaterThanOrEqual(count("inspected"))
        expect(judged + count("falseNegatives")).toBeLessThanOrEqual(60)
        expect(outcomes(world).rejected ?? 0).toBe(count("blocked"))
        const found = count("truePositives") + count("falsePositives")
        expect(count("blocked")).toBe(the.mode === "block" ? found : 0)
      }),
      { numRuns: 25, seed: 7 },
    )
  })

  it.each([
    [{ threshold: 0 }, "threshold: "],
    [{ blockingParanoia: 3, detectionParanoia: 2 }, "blockingParanoia: rules of level 3 cannot block"],
    [{ blockingParanoia: 5 }, "blockingParanoia: "],
    [{ sampling: "0%" }, "sampling: "],
    [{ rules: { one: { attacks: "120%" } } }, "rules.one.attacks: "],
    [{ rules: { one: { severity: "fatal" } } }, "rules.one.severity: "],
    [{ rules: { one: { cost: "600ms" }, two: { cost: "600ms" } } }, "rules: the rules cost 1.2s a request"],
    [{ rateBased: [{ limit: 9 }] }, "rateBased.0.limit: "],
    [{ rateBased: [{ limit: 10, window: "90s" }] }, "rateBased.0.window: "],
    [{ rateBased: [{ limit: 10, every: "7s" }] }, "rateBased.0.every: a window of 300s has to be a multiple"],
    [{ attackers: ["bot-*-x"] }, "attackers.0: "],
  ])("refuses %j", (the, message) => {
    expect(mistakesIn({ kind: "waf", to: "api", ...the }).join("\n")).toContain(message)
  })
})

describe("the profiles", () => {
  const seen = (profile: string) => {
    const run = mixed({}, {}, profile)
    return countsOf(run)
  }

  it("differ in whom they find: one match is enough for AWS, CRS lets a warning pass", () => {
    const [crs, aws] = [seen("crs-4"), seen("aws-waf")]
    // 0.85, and 1 - 0.2 * 0.7 = 0.86; of others 0.05 % and 0.22 %.
    expect(aws.falsePositives).toBeGreaterThan(2 * crs.falsePositives)
    expect(crs.falsePositives).toBeGreaterThan(0)
    for (const { truePositives, falseNegatives } of [crs, aws]) {
      const rate = truePositives / (truePositives + falseNegatives)
      expect(rate).toBeGreaterThan(0.8)
      expect(rate).toBeLessThan(0.92)
    }
  })

  it("state their sources", () => {
    for (const { profile, sources, params } of waf.profiles) {
      expect(sources.length, profile).toBeGreaterThan(1)
      expect(mistakesIn({ kind: "waf", to: "api", ...params })).toEqual([])
    }
  })
})
