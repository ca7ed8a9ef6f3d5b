import { describe, expect, it } from "vitest"
import { callsInOperations } from "../../../../components/kit/steps/calls.ts"
import { meanHoldNs, meanProcessorNs } from "../../../../components/kit/steps/mean-work.ts"
import { operationsSchema, type StepPlan } from "../../../../components/kit/steps/schema.ts"

function read(...steps: readonly unknown[]): readonly StepPlan[] {
  return operationsSchema.parse({ get: steps }).get ?? []
}

const handOverWord = "then"

/** The step `then`, which is no promise. */
function handOver(to: unknown): object {
  return Object.fromEntries([[handOverWord, to]])
}

const ledger = { refersTo: "operation", component: "ledger", operation: "insert" }

describe("steps", () => {
  it.each([
    [{ call: "ledger.insert" }, { call: { to: ledger, release: false, optional: false, detached: false } }],
    [
      { call: { to: "ledger.insert", release: true } },
      { call: { to: ledger, release: true, optional: false, detached: false } },
    ],
    [handOver("ledger.insert"), handOver(ledger)],
    [{ fail: "5%" }, { fail: { outcome: "error", share: 0.05 } }],
    [{ fail: "timeout" }, { fail: { outcome: "timeout", share: 1 } }],
    [{ fail: { outcome: "rejected", share: "10%" } }, { fail: { outcome: "rejected", share: 0.1 } }],
    [{ fail: {} }, { fail: { outcome: "error", share: 1 } }],
    [
      { "cache-aside": { cache: "memory", load: [{ fail: {} }] } },
      {
        cacheAside: {
          cache: { refersTo: "operation", component: "memory", operation: undefined },
          load: [{ fail: { outcome: "error", share: 1 } }],
        },
      },
    ],
    [
      { choose: [{ weight: 2, steps: [{ wait: "1ms" }] }, { steps: [{ wait: "1ms" }] }] },
      {
        choose: [
          { weight: 2, steps: [{ wait: { kind: "constant", value: 1e6 } }] },
          { weight: 1, steps: [{ wait: { kind: "constant", value: 1e6 } }] },
        ],
      },
    ],
    [
      { choose: [{ steps: [{ fail: {} }] }, { weight: 9, steps: [] }] },
      {
        choose: [
          { weight: 1, steps: [{ fail: { outcome: "error", share: 1 } }] },
          { weight: 9, steps: [] },
        ],
      },
    ],
    [
      { "cache-aside": { cache: "memory", load: [] } },
      { cacheAside: { cache: { refersTo: "operation", component: "memory", operation: undefined }, load: [] } },
    ],
  ])("are read: %j", (written, plan) => {
    expect(read(written)).toEqual([plan])
  })

  it.each([
    [{ work: "1ms", wait: "1ms" }],
    [{ "cache-aside": { cache: "memory.get", load: [{ work: "1ms" }] } }],
    [{ parallel: [{ work: "1ms" }], count: 10_001 }],
    [{ parallel: [{ work: "1ms" }, { work: "1ms" }], count: 6_000 }],
    [{ parallel: [] }],
    [{ parallel: [{ call: { to: "a", release: true } }] }],
    [{ parallel: [{ repeat: { times: 2, steps: [{ call: { to: "a", release: true } }] } }] }],
    [{ parallel: [{ "cache-aside": { cache: "m", load: [{ call: { to: "a", release: true } }] } }] }],
    [{ choose: [] }],
    [{ choose: [{ weight: 1 }] }],
    [{ repeat: { times: 2, steps: [] } }],
    [{ sequence: [] }],
    [{ fail: "in-flight" }],
    [{}],
  ])("are refused: %j", (written) => {
    expect(operationsSchema.safeParse({ get: [written] }).success).toBe(false)
  })
})

/** Expected number of each callee, in order. */
function expectedCalls(...steps: readonly unknown[]): readonly (readonly [string, number, boolean])[] {
  const calls = callsInOperations({ get: read(...steps) }, ["operations"])
  return calls.map(({ to, expected, conditional }) => [`${to.component}.${to.operation ?? ""}`, expected, conditional])
}

describe("the calls that steps make", () => {
  it("stand where the document has them", () => {
    const steps = read(
      { parallel: [{ call: "a" }, { sequence: [{ call: "b" }] }] },
      { choose: [{ steps: [{ repeat: { times: 2, steps: [{ call: "c" }] } }] }] },
      { "cache-aside": { cache: "d", load: [{ call: "e" }] } },
      handOver("f"),
    )
    const places = callsInOperations({ get: steps }, ["operations"]).map(({ to, path }) => [
      to.component,
      path.join("."),
    ])
    expect(places).toEqual([
      ["a", "operations.get.0.parallel.0.call"],
      ["b", "operations.get.0.parallel.1.sequence.0.call"],
      ["c", "operations.get.1.choose.0.steps.0.repeat.steps.0.call"],
      ["d", "operations.get.2.cache-aside.cache"],
      ["e", "operations.get.2.cache-aside.load.0.call"],
      ["d", "operations.get.2.cache-aside.cache"],
      ["f", "operations.get.3.then"],
    ])
  })

  it.each([
    ["one", [{ call: "a.x" }], [["a.x", 1, false]]],
    ["copies of branches", [{ parallel: [{ call: "a.x" }], count: 3 }], [["a.x", 3, false]]],
    // 1 to 3
    [
      "a choice",
      [{ choose: [{ steps: [{ call: "a.x" }] }, { weight: 3, steps: [{ call: "b.x" }] }] }],
      [
        ["a.x", 0.25, true],
        ["b.x", 0.75, true],
      ],
    ],
    [
      "a choice to do nothing",
      [{ choose: [{ steps: [{ call: "a.x" }] }, { weight: 3, steps: [] }] }, { call: "b.x" }],
      [
        ["a.x", 0.25, true],
        ["b.x", 1, false],
      ],
    ],
    ["a single choice", [{ choose: [{ steps: [{ call: "a.x" }] }] }], [["a.x", 1, false]]],
    // 1 / (1 - 0.75)
    ["a loop by chance", [{ repeat: { again: "75%", steps: [{ call: "a.x" }] } }], [["a.x", 4, false]]],
    // 1 + 1/2 + 1/4 rounds are begun, half of them come to the call
    [
      "a loop that may fail",
      [{ repeat: { times: 3, steps: [{ fail: "50%" }, { call: "a.x" }] } }],
      [["a.x", 0.875, true]],
    ],
    ["what may have failed before", [{ fail: "20%" }, { call: "a.x" }], [["a.x", 0.8, true]]],
    ["what can never be", [{ fail: "100%" }, { call: "a.x" }], [["a.x", 0, true]]],
    [
      "a cache",
      [{ "cache-aside": { cache: "m", load: [{ call: "a.x" }] } }],
      [
        ["m.get", 1, false],
        ["a.x", 0, true],
        ["m.set", 0, true],
      ],
    ],
  ])("are counted: %s", (_, steps, expected) => {
    expect(expectedCalls(...steps)).toEqual(expected)
  })
})

describe("the time that steps hold a slot and a core, in ms", () => {
  it.each([
    ["work and waits", [{ work: "2ms" }, { wait: "5ms" }], 7, 2],
    ["the mean of a distribution", [{ work: "exponential 4ms" }, { work: "uniform 1ms..3ms" }], 6, 6],
    [
      "branches at once",
      [{ parallel: [{ work: "2ms" }, { sequence: [{ work: "3ms" }, { wait: "1ms" }] }], count: 2 }],
      4,
      10,
    ],
    ["the first of several branches", [{ parallel: [{ work: "2ms" }, { work: "3ms" }], need: 1 }], 0, 0],
    ["a choice", [{ choose: [{ weight: 3, steps: [{ work: "4ms" }] }, { steps: [{ wait: "8ms" }] }] }], 5, 3],
    ["a choice to do nothing", [{ choose: [{ weight: 3, steps: [] }, { steps: [{ work: "4ms" }] }] }], 1, 1],
    [
      "loops",
      [{ repeat: { times: 3, steps: [{ work: "1ms" }] } }, { repeat: { again: "50%", steps: [{ work: "1ms" }] } }],
      5,
      5,
    ],
    [
      "what comes before a failure, and half of what comes behind",
      [{ work: "1ms" }, { fail: "50%" }, { work: "4ms" }],
      3,
      3,
    ],
    ["nothing for calls", [{ call: "a" }, { "cache-aside": { cache: "m", load: [{ work: "9ms" }] } }], 0, 0],
  ])("is that of %s", (_, steps, holdMs, processorMs) => {
    const plan = read(...steps)
    expect(meanHoldNs(plan) / 1e6).toBeCloseTo(holdMs, 9)
    expect(meanProcessorNs(plan) / 1e6).toBeCloseTo(processorMs, 9)
    expect(meanProcessorNs(plan, 2) / 1e6).toBeCloseTo(processorMs / 2, 9)
  })
})
