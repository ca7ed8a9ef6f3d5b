import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { SpanRecorder } from "../../../engine/index.ts"
import { buildReport } from "../../../scenarios/report/index.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { estates } from "./estates.ts"
import { type Document, expectSame, planOf, traceOf } from "./support.ts"

function ended(document: Document): Run {
  const run = new Run(planOf(document), { recorder: new SpanRecorder({ level: "spans" }) })
  run.advance()
  return run
}

/** Every measure and the report of each component that `like` has, and its faults in order, taken from `from`. */
function findings(from: Run, like: Run) {
  const { load, components, links } = buildReport(from)
  const known = buildReport(like)
  const of = <T>(all: Readonly<Record<string, T>>, names: object) => Object.keys(names).map((name) => [name, all[name]])
  return {
    metrics: like.estate.metrics.names().map((name) => [name, from.metric(name)?.snapshot()]),
    edges: [...like.estate.ports.edges.keys()].map((name) => [name, from.estate.ports.edges.get(name)?.snapshot()]),
    load: of(load, known.load),
    components: of(components, known.components),
    links: of(links, known.links),
    faults: like.estate.instances.map(({ name }) => [name, faultsOf(from, name)]),
  }
}

/** When faults of a replica began and ended, in order. */
function faultsOf(run: Run, name: string) {
  const entries = run.faultLog?.entries ?? []
  return entries
    .filter(({ target }) => run.estate.instances[target]?.name === name)
    .map(({ verb, amount, beganNs, endedNs }) => [verb, amount, beganNs, endedNs])
}

function merged(document: Document, part: string, more: object): object {
  return { ...Object(document[part]), ...more }
}

/** An estate with what draws most: faults by chance, and an impatient caller who tries again. */
function restless(document: Document): Document {
  const fault = { mtbf: "80ms", mttr: "15ms", do: "crash", target: "s0" }
  const policy = {
    timeout: "20ms",
    retry: { attemptsMax: 3, backoff: "exponential 2ms..20ms", jitter: "decorrelated" },
  }
  return {
    ...document,
    policies: merged(document, "policies", { "shop -> s0": policy }),
    faults: [...Array.from(Object(document.faults)), fault],
  }
}

/** Names for a client, a service and whom it calls. They change the numbers of actors, ports and operations of others. */
const NAMES = [
  ["alien", "s0-other", "zoo"],
  ["zebra", "aardvark", "s1-other"],
  ["shop-other", "a", "z"],
] as const

/** The same estate with another one in it, whose parts stand before, between and behind the others in the file. */
function withNeighbours(document: Document, [client, front, back]: (typeof NAMES)[number]): Document {
  const service = { kind: "service", concurrency: 1 }
  return {
    ...document,
    components: {
      [back]: { kind: "service", replicas: 2, operations: { go: [{ work: "2ms" }, { fail: "20%" }] } },
      ...Object(document.components),
      [client]: { kind: "client" },
      [front]: { ...service, operations: { aardvark: [{ work: "exponential 4ms" }, { call: back }] } },
    },
    load: merged(document, "load", { [client]: { open: "poisson 200/s", to: front, stopAt: "300ms" } }),
    policies: {
      [`* -> ${back}`]: { timeout: "40ms", retry: { backoff: "fixed 3ms", jitter: "full" } },
      ...Object(document.policies),
    },
    faults: [
      { mtbf: "70ms", mttr: "10ms", do: "crash", target: back },
      ...Array.from(Object(document.faults)),
      { at: "50ms", for: "30ms", do: "pause", target: front },
    ],
  }
}

describe("unrelated changes", () => {
  it("an estate more or less, by any names, changes no measure, report or fault of the others", () => {
    let [faults, retries] = [0, 0]
    fc.assert(
      fc.property(estates.map(restless), fc.shuffledSubarray([...NAMES], { minLength: 2 }), (document, names) => {
        const alone = ended(document)
        const expected = findings(alone, alone)
        for (const some of names) expectSame(findings(ended(withNeighbours(document, some)), alone), expected)
        faults += alone.faultLog?.begun ?? 0
        retries += alone.estate.ports.edges.get("shop -> s0")?.retries ?? 0
      }),
      { numRuns: 8 },
    )
    // What could have been disturbed was there.
    expect(faults).toBeGreaterThan(100)
    expect(retries).toBeGreaterThan(20)
  })

  it("a crash gives up the calls of a replica in an order that has nothing to do with the others", () => {
    // Of two calls one holds the only connection and the other waits for it: the first to be given up decides.
    const service = { kind: "service", concurrency: 4 }
    const document: Document = {
      run: { duration: "2s" },
      components: {
        shop: { kind: "client" },
        s0: { ...service, operations: { go: [{ call: "s1" }] } },
        s1: { ...service, operations: { go: [{ work: "20ms" }] } },
      },
      load: { shop: { open: "poisson 300/s", to: "s0" } },
      links: { "s0 -> s1": { latency: "1ms", connections: { max: 1 } } },
      faults: [{ mtbf: "80ms", mttr: "15ms", do: "crash", target: "s0" }],
    }
    const alone = ended(document)
    for (const names of NAMES)
      expectSame(findings(ended(withNeighbours(document, names)), alone), findings(alone, alone))
  })

  it("another order of the components in the file changes nothing", () => {
    fc.assert(
      fc.property(estates, (document) => {
        const reversed = (part: string) => Object.fromEntries(Object.entries(Object(document[part])).reverse())
        const other = {
          ...document,
          components: reversed("components"),
          links: reversed("links"),
          policies: reversed("policies"),
        }
        const [a, b] = [traceOf(ended(document)), traceOf(ended(other))]
        const sorted = (trace: typeof a) => ({
          ...trace,
          metrics: new Map([...Object(trace.metrics)].sort()),
          edges: trace.edges.map((edge) => JSON.stringify(edge)).sort(),
        })
        expectSame(sorted(b), sorted(a))
      }),
      { numRuns: 15 },
    )
  })

  it("another seed is another run", () => {
    const document = {
      components: {
        shop: { kind: "client" },
        s: { kind: "service", operations: { go: [{ work: "exponential 4ms" }] } },
      },
      load: { shop: { open: "poisson 100/s", to: "s" } },
    }
    const plan = planOf(document)
    const digests = ["1", "2", "1/1"].map((seed) => {
      const run = new Run(plan, { seed })
      run.advance()
      return run.digest
    })
    expect(new Set(digests).size).toBe(3)
  })
})
