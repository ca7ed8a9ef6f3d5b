import { describe, expect, it } from "vitest"
import { Backends } from "../../../components/kit/balancing/backends.ts"
import { chooserOf } from "../../../components/kit/balancing/strategy.ts"
import { STRATEGIES } from "../../../components/load-balancing/choice.ts"
import { createStream, OK, seedWords, TIMEOUT } from "../../../engine/index.ts"

const seed = seedWords("42")

function parameterSets(kind: string): [string, unknown][] {
  const strategy = STRATEGIES.get(kind)
  if (strategy === undefined) throw new Error(kind)
  const sets = [["defaults", {}], ...Object.entries(strategy.presets)] as [string, object][]
  return sets.map(([name, text]) => [name, strategy.params.parse(text)])
}

const cases = [...STRATEGIES.values()].flatMap((strategy) =>
  parameterSets(strategy.kind).map(([set, params]) => ({ kind: strategy.kind, set, strategy, params })),
)

/** A caller of five backends that opens and ends calls, hears of them, and sees backends go down and come back. */
function traffic(the: (typeof cases)[number], picks: number, onPick?: (index: number, backends: Backends) => void) {
  const backends = new Backends([11, 12, 13, 14, 15], [1, 2, 1, 3, 1])
  const chooser = chooserOf(the.strategy, the.params, backends, { seed, instance: "pay[2]", target: "ledger" })
  const luck = createStream(seed, "test", the.kind)
  const open: { readonly index: number; readonly pick: number }[] = []
  const chosen: number[] = []
  for (let pick = 0; pick < picks; pick++) {
    luck.step()
    const which = (luck.a >>> 0) % 5
    if ((luck.b & 7) === 0) backends.up[which] = 1 - (backends.up[which] ?? 0)
    const [ended] = (luck.b & 24) === 0 ? [] : open.splice((luck.a >>> 8) % Math.max(1, open.length), 1)
    if (ended !== undefined) {
      backends.leave(ended.index)
      const latencyNs = (pick - ended.pick) * 1e6 + ended.index * 1e5
      if (chooser.hears) chooser.settled(pick * 1e6, ended.index, latencyNs, luck.b < 0 ? OK : TIMEOUT)
    }
    const index = chooser.choose(pick * 1e6, luck.a >>> 8, backends)
    onPick?.(index, backends)
    chosen.push(index)
    if (index < 0) continue
    backends.enter(index)
    open.push({ index, pick })
  }
  return { chosen, chooser, backends }
}

describe.each(cases)("$kind with $set", (the) => {
  it("picks a backend that is up, and -1 exactly when none is", () => {
    let none = 0
    let wrong = 0
    traffic(the, 5000, (index, backends) => {
      const up = backends.up.includes(1)
      if (!up) none++
      if (index >= 0 !== up || (index >= 0 && !backends.isUp(index))) wrong++
    })
    expect(wrong).toBe(0)
    expect(none).toBeGreaterThan(10)
  })

  it("is deterministic and leaves its parameters as they are", () => {
    const before = structuredClone(the.params)
    const { chosen } = traffic(the, 1000)
    expect(traffic(the, 1000).chosen).toEqual(chosen)
    expect(the.params).toEqual(before)
    for (let index = 0; index < 5; index++) expect(chosen).toContain(index)
  })

  it("goes on from a snapshot as if nothing had happened", () => {
    const { chooser, backends } = traffic(the, 500)
    const saved = structuredClone(chooser.snapshot())
    backends.up.fill(1)
    const next = () =>
      Array.from({ length: 50 }, (_, pick) => {
        if (chooser.hears) chooser.settled(1e9 + pick * 1e6, pick % 5, pick * 1e6, OK)
        return chooser.choose(1e9 + pick * 1e6, pick, backends)
      })
    const wanted = next()
    chooser.restore(structuredClone(saved))
    expect(next()).toEqual(wanted)
  })

  it("takes a number of steps of chance that does not depend on what it sees", () => {
    const position = (prepare: (backends: Backends) => void) => {
      const backends = new Backends([11, 12, 13])
      prepare(backends)
      const chooser = chooserOf(the.strategy, the.params, backends, { seed, instance: "a", target: "b" })
      for (let pick = 0; pick < 10; pick++) chooser.choose(0, pick, backends)
      return Reflect.get(Object(chooser.snapshot()), "random")
    }
    const wanted = position(() => {})
    expect(position((backends) => backends.up.fill(0, 0, 2))).toEqual(wanted)
    expect(position((backends) => backends.up.fill(0))).toEqual(wanted)
    expect(position((backends) => backends.inFlight.set([5, 0, 9]))).toEqual(wanted)
  })

  it("gives equal backends about equal shares when they answer alike", () => {
    const backends = new Backends([1, 2, 3, 4])
    const chooser = chooserOf(the.strategy, the.params, backends, { seed, instance: "a", target: "b" })
    const counts = [0, 0, 0, 0]
    for (let pick = 0; pick < 8000; pick++) {
      // Keys far apart, as clients of many networks.
      const index = chooser.choose(pick * 10e6, pick * 977, backends)
      chooser.settled(pick * 10e6 + 5e6, index, 5e6, OK)
      counts[index] = (counts[index] ?? 0) + 1
    }
    // The one strategy that fills a backend before it looks at the next: here the first is never full.
    if (the.kind === "first") expect(counts).toEqual([8000, 0, 0, 0])
    // Rings of 160 points a backend vary most: a standard deviation of 8 %.
    else for (const count of counts) expect(Math.abs(count / 2000 - 1)).toBeLessThan(0.25)
  })

  it("finds somebody where nobody has a weight", () => {
    const backends = new Backends([1, 2, 3], [0, 0, 0])
    backends.up[0] = 0
    const chooser = chooserOf(the.strategy, the.params, backends, { seed, instance: "a", target: "b" })
    for (let pick = 0; pick < 20; pick++) expect([1, 2]).toContain(chooser.choose(pick * 1e6, pick, backends))
  })

  it("describes itself", () => {
    const { title, summary, sources } = the.strategy
    expect(title).not.toBe("")
    expect(summary.endsWith(".")).toBe(true)
    expect(sources.length).toBeGreaterThan(0)
    expect(the.strategy.params.safeParse({ noSuchParameter: 1 }).success).toBe(false)
  })
})
