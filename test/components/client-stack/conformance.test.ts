import { describe, expect, it } from "vitest"
import { createStream, NS_PER_S } from "../../../engine/index.ts"
import { FAMILIES, type Family, NAME } from "./support/families.ts"
import { Traffic } from "./support/traffic.ts"

const CALLS = 6000

interface Case {
  readonly family: Family
  readonly name: string
  readonly set: string
  readonly kind: string
  readonly params: unknown
}

/** Every leaf with its defaults and with each preset that changes something. */
const cases: readonly Case[] = FAMILIES.flatMap((family) =>
  [...family.leaves.values()].flatMap(({ kind, params, presets }) =>
    [["defaults", {}] as const, ...Object.entries(presets)]
      .filter(([set, values]) => set === "defaults" || Object.keys(values).length > 0)
      .map(([set, values]) => ({ family, name: `${family.name}/${kind}`, set, kind, params: params.parse(values) })),
  ),
)

function traffic({ family, kind, params }: Case, options: { readonly looks?: boolean } = {}): Traffic {
  return new Traffic(family.adapt({ strategy: kind, params }), options)
}

function answersOf(the: Case, options: { readonly looks?: boolean } = {}): readonly number[] {
  const made = traffic(the, options)
  made.run(CALLS)
  return made.answers
}

describe.each(cases)("$name with $set", (the) => {
  it("is deterministic and leaves its parameters as they are", () => {
    const before = structuredClone(the.params)
    const answers = answersOf(the)
    expect(answersOf(the)).toEqual(answers)
    expect(the.params).toEqual(before)
    // Envoy's thresholds as Istio sets them let everything through; no other leaf says the same every time.
    const unlimited = the.kind === "thresholds" && the.set === "istio"
    expect(new Set(answers).size > 1).toBe(!unlimited)
  })

  it("goes on from a snapshot as if nothing had happened, in itself and in a new one", () => {
    const first = traffic(the)
    first.run(CALLS / 2)
    const saved = structuredClone(first.save())
    const from = first.answers.length
    first.run(CALLS / 2)
    const wanted = first.answers.slice(from)
    const second = traffic(the)
    for (const one of [first, second]) {
      one.load(structuredClone(saved))
      const start = one.answers.length
      one.run(CALLS / 2)
      expect(one.answers.slice(start)).toEqual(wanted)
    }
    // What was restored has not been shared with what was saved.
    expect(first.save()).toEqual(second.save())
  })

  it("works out what time changes whenever it is asked: looking in between changes nothing", () => {
    expect(answersOf(the, { looks: true })).toEqual(answersOf(the))
  })
})

describe.each(cases.filter(({ family }) => family.name === "breakers"))("$name with $set", (the) => {
  it("once it rejects, time alone lets it admit, and never takes that back", () => {
    const made = traffic(the)
    const adaptor = the.family.adapt({ strategy: the.kind, params: the.params })
    const luck = createStream(NAME.seed, "test", "later")
    luck.step()
    let rejections = 0
    for (let moment = 0; moment < 40; moment++) {
      made.run(150)
      const saved = Object(made.save()).adaptor
      const admits = Array.from({ length: 150 }, (_, seconds) => {
        adaptor.restore(saved)
        return adaptor.offer(made.nowNs + seconds * NS_PER_S, luck).goes
      })
      if (admits[0] === true) continue
      rejections++
      const from = admits.indexOf(true)
      if (from >= 0) expect(admits.slice(from)).not.toContain(false)
    }
    if (the.kind !== "thresholds") expect(rejections).toBeGreaterThan(0)
  })
})

describe.each(FAMILIES)("$name", (family) => {
  const leaves = [...family.leaves.values()]

  it("describe themselves and refuse what they do not know", () => {
    for (const { kind, title, summary, sources, params, presets } of leaves) {
      expect(title, kind).not.toBe("")
      expect(summary.endsWith("."), kind).toBe(true)
      expect(sources.length, kind).toBeGreaterThan(0)
      expect(params.safeParse({ noSuchParameter: 1 }).success, kind).toBe(false)
      for (const preset of Object.values(presets)) expect(params.safeParse(preset).success, kind).toBe(true)
    }
  })

  it("answer differently, every pair of them", () => {
    const answers = leaves.map(({ kind, params }) => ({
      kind,
      text: answersOf({ family, name: kind, set: "defaults", kind, params: params.parse({}) }).join(),
    }))
    for (const [at, one] of answers.entries())
      for (const other of answers.slice(at + 1))
        expect(one.text === other.text, `${one.kind}, ${other.kind}`).toBe(false)
    expect(answers.length).toBeGreaterThan(1)
  })
})
