import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as z from "zod"
import { BREAKERS } from "../../components/client-stack/breakers/choice.ts"
import { BUDGETS } from "../../components/client-stack/budgets/choice.ts"
import { BULKHEADS, LIMITS } from "../../components/client-stack/concurrency/choice.ts"
import { HEDGES } from "../../components/client-stack/hedges/choice.ts"
import { OUTLIERS } from "../../components/client-stack/outliers/choice.ts"
import { THROTTLES } from "../../components/client-stack/shedding/throttles/choice.ts"
import { PLUGINS } from "../../components/gateway/plugins/choice.ts"
import { hintOf } from "../../components/kit/hint.ts"
import { QUEUE_RULES } from "../../components/queue-rules/choice.ts"
import { LIMITERS } from "../../components/rate-limiting/choice.ts"
import { checkInvariants, Run, readScenario, reportRecorder } from "../../index.ts"

/** Leaves in every place that takes one of a family: where their text goes in the scenario below. */
const PLACES = [
  ["limits", LIMITERS],
  ["plugins", PLUGINS],
  ["rule", QUEUE_RULES],
  ["breaker", BREAKERS],
  ["budget", BUDGETS],
  ["bulkhead", BULKHEADS],
  ["limit", LIMITS],
  ["hedge", HEDGES],
  ["outliers", OUTLIERS],
  ["throttle", THROTTLES],
] as const

type Place = (typeof PLACES)[number][0]
type Node = Readonly<Record<string, unknown>>

const ODD = {
  duration: ["0ns", "1ns", "1ms", "3ms", "100ms", "1s", "1h", "104d"],
  rate: ["0/s", "1/d", "1/s", "50/s", "1000000000/s"],
  size: ["0B", "1B", "1KiB", "1GiB"],
  share: ["0%", "0.01%", "50%", "100%"],
  count: [0, 1, 2, 3, 10, 1000, 100_000],
  number: [0, 0.01, 0.5, 1, 1.5, 1000],
  reference: ["identity.ask"],
} as const

/** Bounds of a parameter and what lies between them; nothing for those that are left alone. */
function oddValues(node: Node): readonly unknown[] {
  if (Array.isArray(node.enum)) return node.enum
  if (node.type === "boolean") return [true, false]
  if (Array.isArray(node.anyOf)) return node.anyOf.flatMap((one) => oddValues(one))
  if (node.const !== undefined) return [node.const]
  const hint = hintOf(node)
  const bounds = [hint?.min, hint?.max, node.minimum, node.maximum].filter((bound) => bound !== undefined)
  return [...bounds, ...(Object.entries(ODD).find(([kind]) => kind === hint?.kind)?.[1] ?? [])]
}

/** Texts of a leaf: what its schema requires, and any of the rest. Many contradict themselves or pass a bound. */
function texts(kind: string, params: z.ZodType): fc.Arbitrary<object> {
  const { properties = {}, required = [] } = z.toJSONSchema(params, { io: "input" })
  const members = Object.entries(properties).flatMap(([name, node]) => {
    const values = name === "limits" ? [[{ kind: "token-bucket", rate: "20/s", burst: 1 }]] : oddValues(Object(node))
    return values.length === 0 ? [] : [[name, fc.constantFrom(...values)] as const]
  })
  const requiredKeys = members.map(([name]) => name).filter((name) => required.includes(name))
  return fc.record(Object.fromEntries(members), { requiredKeys }).map((text) => ({ kind, ...text }))
}

const FAULTS = [
  [
    { at: "500ms", for: "300ms", do: "crash", target: "gw" },
    { at: "1500ms", for: "200ms", do: "pause", target: "pay" },
  ],
  [
    { at: "600ms", for: "500ms", do: "pause", target: "gw" },
    { at: "1200ms", for: "200ms", do: "crash", target: "pay[1]" },
    { at: "1500ms", for: "400ms", do: "slow", target: "pay", amount: 20 },
  ],
]

interface Draw {
  readonly text: object
  readonly faults: readonly object[]
  readonly cancels: boolean
  readonly work: string
}

function scenario(place: Place, { text, faults, cancels, work }: Draw): string {
  const isPolicy = place !== "limits" && place !== "plugins" && place !== "rule"
  return JSON.stringify({
    name: "odd",
    run: { duration: "2s", warmup: "250ms" },
    components: {
      shop: { kind: "client" },
      gw: {
        kind: "gateway",
        replicas: 2,
        routes: [{ prefix: "/", to: "pay.go" }],
        ...(place === "limits" || place === "plugins" ? { [place]: [text] } : {}),
      },
      pay: {
        kind: "service",
        replicas: 3,
        concurrency: 2,
        ...(place === "rule" ? { queue: { rule: text } } : {}),
        operations: { go: [{ work }, { fail: { outcome: "error", share: "20%" } }] },
      },
      identity: { kind: "service", operations: { ask: [{ work: "1ms" }] } },
    },
    load: {
      shop: {
        open: "poisson 60/s",
        to: "gw",
        keys: "uniform n=20",
        bytes: "2KiB",
        mix: { read: { method: "GET", path: "/a" }, write: { method: "POST", path: "/a" } },
      },
    },
    policies: {
      "shop -> gw": { timeout: "400ms", cancels },
      "gw -> pay": {
        timeout: "150ms",
        ...(place === "hedge" ? {} : { retry: { backoff: "exponential 10ms..100ms", jitter: "full" } }),
        ...(isPolicy ? { [place]: text } : {}),
      },
    },
    faults,
  })
}

/** Cut in the middle and put together it has to end as the whole. */
function expectSound(document: string): void {
  const { plan, problems } = readScenario(document)
  for (const { line, column, message } of problems) {
    expect(line * column, message).toBeGreaterThan(0)
    expect(message).not.toBe("")
  }
  if (plan === undefined) return
  const make = () => new Run(plan, { recorder: reportRecorder(plan) })
  const whole = make()
  whole.advance(1.3e9)
  const saved = structuredClone(whole.snapshot())
  whole.advance()
  expect(checkInvariants(whole.estate.sim).filter(({ held }) => !held)).toEqual([])
  const again = make()
  again.restore(saved)
  again.advance()
  expect([again.digest, again.events]).toEqual([whole.digest, whole.events])
}

describe.each(PLACES)("%s", (place, leaves) => {
  it.each([...leaves.values()].map(({ kind, params }) => [kind, params] as const))(
    "%s is refused with a place, or sound, whatever its parameters are",
    (kind, params) => {
      const draws = fc.record({
        text: texts(kind, params),
        faults: fc.constantFrom(...FAULTS),
        cancels: fc.boolean(),
        work: fc.constantFrom("0ms", "exponential 20ms", "lognormal p50=20ms p99=2s"),
      })
      fc.assert(
        fc.property(draws, (draw) => expectSound(scenario(place, draw))),
        { numRuns: 3 },
      )
    },
  )
})
