import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Run } from "../../../scenarios/run/run.ts"
import { estates } from "./estates.ts"
import { type Document, expectSame, planOf, traceOf } from "./support.ts"

function ended(document: Document): Run {
  const run = new Run(planOf(document))
  run.advance()
  return run
}

/** Every measure of the components that `run` has, taken from `from`. */
function measures(from: Run, like: Run) {
  return {
    metrics: like.estate.metrics.names().map((name) => [name, from.metric(name)?.snapshot()]),
    edges: [...like.estate.ports.edges.keys()].map((name) => [name, from.estate.ports.edges.get(name)?.snapshot()]),
  }
}

function merged(document: Document, part: string, more: object): object {
  return { ...Object(document[part]), ...more }
}

describe("unrelated changes", () => {
  it("a client and a service more change no measure of the others", () => {
    fc.assert(
      fc.property(estates, (document) => {
        const alone = ended(document)
        const neighbours = ended({
          ...document,
          components: merged(document, "components", {
            // One sorts before all others, one between, one behind: actors, ports and operations get other numbers.
            alien: { kind: "client" },
            "s0-other": {
              kind: "service",
              concurrency: 1,
              operations: { aardvark: [{ work: "exponential 4ms" }, { call: "zoo" }] },
            },
            zoo: { kind: "service", replicas: 2, operations: { go: [{ work: "2ms" }, { fail: "20%" }] } },
          }),
          load: merged(document, "load", { alien: { open: "poisson 200/s", to: "s0-other", stopAt: "300ms" } }),
          policies: merged(document, "policies", { "* -> zoo": { timeout: "40ms", retry: { backoff: "none" } } }),
        })
        expectSame(measures(neighbours, alone), measures(alone, alone))
      }),
      { numRuns: 15 },
    )
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
