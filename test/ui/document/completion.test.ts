import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Completion, completionsAt, problemsOf } from "../../../ui/document/index.ts"
import { library, libraryText } from "./library.ts"

const checkout = libraryText("checkout")

/** What is offered where the text has a bar in the place of a part of it. */
function offered(part: string, withBar: string, text = checkout): readonly Completion[] {
  if (!text.includes(part)) throw new Error(`the text has no ${part}`)
  const marked = text.replace(part, withBar)
  const offset = marked.indexOf("|")
  return completionsAt(marked.slice(0, offset) + marked.slice(offset + 1), offset)
}

const labels = (completions: readonly Completion[]) => completions.map(({ label }) => label)

describe("what is offered", () => {
  it.each<readonly [what: string, part: string, withBar: string, some: readonly string[]]>([
    ["keys of a kind", "    replicas: 3\n", "    |\n", ["replicas", "queue", "cpu", "zone"]],
    ["keys in braces", "{ duration: 10m,", "{ duration: 10m, |,", ["eventsMax"]],
    ["all kinds, whatever else is there", "kind: service\n", "kind: |\n", ["service", "gateway", "client", "mesh"]],
    ["profiles of the kind", "profile: kong-3.10", "profile: |", ["kong-3.10", "nginx-1.31"]],
    ["steps", "quote: [{ work: 2ms }]", "quote: [{ | }]", ["work", "call", "parallel", "cache-aside"]],
    ["operations", "call: fraud.check", "call: |", ["ledger.insert", "pay.charge"]],
    ["distributions", "work: exponential 4ms", "work: |", ["lognormal p50=8ms p99=60ms", "exponential 8ms"]],
    ["parameters of a distribution", "work: exponential 4ms", "work: lognormal p50=4ms |", ["p99=60ms", "mean=8ms"]],
    ["units", "timeout: 250ms", "timeout: 25|", ["25ms", "25s"]],
    ["strategies", "timeout: 250ms", "balance: |", ["round-robin", "power-of-choices"]],
    ["fault verbs", "do: crash", "do: |", ["crash", "pause", "partition"]],
    ["targets, in quotes", `target: "ledger"`, `target: "|"`, ["ledger", "pay[0]", "pay -> ledger"]],
    ["links that have no rule", `{ "pay -> ledger": {`, `{ "|": {`, ["gw -> pay", "pay -> fraud"]],
    ["beginnings of objectives", `"success of shop >= 99.9%"`, "|", ["p99 latency of", "success of"]],
    ["what an objective is about", "success of shop >= 99.9%", "success of |", ["shop", "shop.pay", "pay -> ledger"]],
    ["sections", "links: {", "|: {", ["links"]],
  ])("%s", (_, part, withBar, some) => {
    expect(labels(offered(part, withBar))).toEqual(expect.arrayContaining([...some]))
  })

  it("not what is there already, nor what does not go with it", () => {
    expect(labels(offered("    replicas: 3\n", "    |\n    replicas: 3\n"))).not.toContain("replicas")
    expect(labels(offered("quote: [{ work: 2ms }]", "quote: [{ | }]"))).not.toContain("need")
    expect(labels(offered("quote: [{ work: 2ms }]", "quote: [{ work: 2ms, | }]"))).toEqual([])
  })

  it("nothing in comments and in texts of one's own", () => {
    expect(offered("# text; 42", "# te|xt; 42")).toEqual([])
    expect(offered("Does the", "Does |the")).toEqual([])
  })

  it("says what each is for", () => {
    expect(offered("kind: service\n", "kind: |\n").find(({ label }) => label === "client")?.docs).toMatch(
      /^Sends requests/,
    )
    expect(offered("timeout: 250ms", "balance: |").find(({ label }) => label === "random")?.docs).not.toBe("")
    expect(offered("do: crash", "do: |").find(({ label }) => label === "crash")?.docs).toMatch(/^The component stops/)
    expect(offered("    replicas: 3\n", "    |\n").find(({ label }) => label === "replicas")).toMatchObject({
      detail: "count",
      docs: "Instances of it",
    })
  })

  it("in texts that are not whole, and in JSON", () => {
    expect(labels(completionsAt("components:\n  a: { kind: ", 26))).toContain("service")
    const json = `{"components":{"a":{"kind":""}}}`
    expect(completionsAt(json, json.indexOf(`""`) + 1).find(({ label }) => label === "cache")?.insert).toBe("cache")
  })
})

it("comes in place of the word at the cursor, quoted where it has to be", () => {
  const [at] = offered("    replicas: 3\n", "    rep|li: 3\n").filter(({ label }) => label === "replicas")
  expect(at?.insert).toBe("replicas")
  expect((at?.end ?? 0) - (at?.start ?? 0)).toBe("repli".length)
  const target = (withBar: string) =>
    offered(`target: "ledger"`, withBar).find(({ label }) => label === "pay[0]")?.insert
  expect([target("target: |"), target(`target: "|"`)]).toEqual([`"pay[0]"`, "pay[0]"])
})

it("never brings an unknown key, wherever it is taken", () => {
  const property = fc.property(fc.constantFrom(...library), fc.nat(), fc.nat(), ([, text], at, which) => {
    // At the beginning of a key or a value, or at the end of a line.
    const places = [...text.matchAll(/(?<=[{,] |: |- |\n +)(?=\S)|(?=\n)/g)].map(({ index }) => index)
    const offset = places[at % places.length] ?? 0
    const completions = completionsAt(text, offset)
    const taken = completions[which % Math.max(1, completions.length)]
    if (taken === undefined) return
    const now = text.slice(0, taken.start) + taken.insert + text.slice(taken.end)
    const isTaken = ({ start }: { readonly start: number }) =>
      start >= taken.start && start < taken.start + taken.insert.length
    expect(problemsOf(now).filter((problem) => problem.code === "E-unknown-key" && isTaken(problem))).toEqual([])
  })
  fc.assert(property, { numRuns: 50 })
})
