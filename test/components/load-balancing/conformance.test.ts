import { describe, expect, it } from "vitest"
import { Backends } from "../../../components/kit/balancing/backends.ts"
import { chooserOf } from "../../../components/kit/balancing/strategy.ts"
import { STRATEGIES } from "../../../components/load-balancing/choice.ts"
import { createStream, seedWords } from "../../../engine/index.ts"

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

/** A caller of five backends that opens and ends calls, and sees backends go down and come back. */
function traffic(the: (typeof cases)[number], picks: number, onPick?: (index: number, backends: Backends) => void) {
  const backends = new Backends([11, 12, 13, 14, 15], [1, 2, 1, 3, 1])
  const chooser = chooserOf(the.strategy, the.params, backends, { seed, instance: "pay[2]", target: "ledger" })
  const luck = createStream(seed, "test", the.kind)
  const open: number[] = []
  const chosen: number[] = []
  for (let pick = 0; pick < picks; pick++) {
    luck.step()
    const which = (luck.a >>> 0) % 5
    if ((luck.b & 7) === 0) backends.up[which] = 1 - (backends.up[which] ?? 0)
    if ((luck.b & 24) !== 0 && open.length > 0) backends.leave(open.splice((luck.a >>> 8) % open.length, 1)[0] ?? 0)
    const index = chooser.choose(pick * 1000, luck.a & 255, backends)
    onPick?.(index, backends)
    chosen.push(index)
    if (index >= 0) {
      backends.enter(index)
      open.push(index)
    }
  }
  return { chosen, chooser, backends }
}

describe.each(cases)("$kind with $set", (the) => {
  it("picks a backend that is up, and -1 exactly when none is", () => {
    let none = 0
    traffic(the, 5000, (index, backends) => {
      const up = [...backends.up].includes(1)
      if (!up) none++
      expect(index >= 0).toBe(up)
      if (index >= 0) expect(backends.isUp(index)).toBe(true)
    })
    expect(none).toBeGreaterThan(10)
  })

  it("is deterministic and leaves its parameters as they are", () => {
    const before = structuredClone(the.params)
    const { chosen } = traffic(the, 1000)
    expect(traffic(the, 1000).chosen).toEqual(chosen)
    expect(the.params).toEqual(before)
    expect(new Set(chosen).size).toBe(6) // all five and, at times, none
  })

  it("goes on from a snapshot as if nothing had happened", () => {
    const { chooser, backends } = traffic(the, 500)
    const saved = structuredClone(chooser.snapshot())
    backends.up.fill(1)
    const next = () => Array.from({ length: 50 }, (_, pick) => chooser.choose(pick, pick, backends))
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

  it("describes itself", () => {
    const { title, summary, sources } = the.strategy
    expect(title).not.toBe("")
    expect(summary.endsWith(".")).toBe(true)
    expect(sources.length).toBeGreaterThan(0)
    expect(the.strategy.params.safeParse({ noSuchParameter: 1 }).success).toBe(false)
  })
})
