import { describe, expect, it } from "vitest"
import { type Document, PARTS, runOf, spansOf } from "../../scenarios/run/support.ts"
import { asking, askingFor, service } from "./estate.ts"

interface Row {
  readonly name: string
  readonly document: Document
  /** Parts in ms of the last request's span to `a`, and of the last span to `to`; those not named are 0. */
  readonly to?: string
  readonly parts: Partial<Record<(typeof PARTS)[number], number>>
}

const ten = [{ work: "10ms" }]

const rows: readonly Row[] = [
  { name: "service", document: askingFor(ten, [1]), parts: { service: 10 } },
  {
    name: "queue",
    document: asking({ concurrency: 1, operations: { go: ten } }, [1, 4]),
    parts: { queue: 7, service: 10 },
  },
  {
    name: "queue for the processor",
    document: asking({ cpu: { cores: 1, discipline: "fifo" }, operations: { go: ten } }, [1, 4]),
    parts: { queue: 7, service: 10 },
  },
  {
    // 3 alone, then both at half speed: the first ends 14 later, the second then has 3 left.
    name: "a shared processor",
    document: asking({ cpu: { cores: 1 }, operations: { go: ten } }, [1, 4]),
    parts: { queue: 7, service: 10 },
  },
  {
    name: "downstream",
    document: askingFor([{ work: "2ms" }, { call: "b" }], [1], { b: service(ten) }),
    parts: { service: 2, downstream: 10 },
  },
  {
    name: "network",
    document: { ...askingFor(ten, [1]), links: { "shop -> a": { latency: "3ms", replyLatency: "4ms" } } },
    parts: { network: 7, service: 10 },
  },
  {
    name: "pool",
    document: askingFor([{ call: "d" }], [1, 4], { d: { kind: "database", pool: 1, operations: { go: ten } } }),
    to: "d",
    parts: { pool: 7, service: 10 },
  },
  {
    name: "a connection of the link",
    document: { ...askingFor(ten, [1, 4]), links: { "shop -> a": { connections: { max: 1 } } } },
    parts: { pool: 7, service: 10 },
  },
  {
    name: "back-off",
    document: {
      ...askingFor([{ work: "2ms" }, { fail: "100%" }], [1]),
      policies: { "shop -> a": { retry: { attemptsMax: 3, backoff: "exponential 10ms..1s" } } },
    },
    // The logical call: three tries of 2, waits of 10 and 20. Its last try comes after it in the record.
    to: "logical",
    parts: { downstream: 6, backoff: 30 },
  },
  {
    name: "given up in line",
    document: {
      ...asking({ concurrency: 1, operations: { go: ten } }, [1, 4]),
      policies: { "shop -> a": { timeout: "5ms" } },
    },
    parts: { queue: 5 },
  },
  {
    name: "given up while the request is under way",
    document: {
      ...askingFor(ten, [1]),
      links: { "shop -> a": { latency: "20ms" } },
      policies: { "shop -> a": { timeout: "5ms" } },
    },
    parts: { network: 5 },
  },
  {
    // 3 there, 10 of work, and 2 of 9 back.
    name: "given up while the answer is under way",
    document: {
      ...askingFor(ten, [1]),
      links: { "shop -> a": { latency: "3ms", replyLatency: "9ms" } },
      policies: { "shop -> a": { timeout: "15ms" } },
    },
    parts: { network: 5, service: 10 },
  },
  {
    // The caller crashes 7 into a wait of 50.
    name: "given up during the back-off",
    document: {
      ...askingFor([{ call: "b" }], [1], { b: service([{ work: "2ms" }, { fail: "100%" }]) }),
      policies: { "a -> b": { retry: { backoff: "fixed 50ms" } } },
      faults: [{ at: "10ms", for: "1ms", do: "crash", target: "a" }],
    },
    to: "b",
    parts: { downstream: 2, backoff: 7 },
  },
  {
    // Lost in the crash after 3 in line; the news travels 2.
    name: "lost in line",
    document: {
      ...asking({ concurrency: 1, operations: { go: ten } }, [1, 4]),
      links: { "shop -> a": { latency: "0ms", replyLatency: "2ms" } },
      faults: [{ at: "7ms", for: "1ms", do: "crash", target: "a" }],
    },
    parts: { queue: 3, network: 2 },
  },
]

describe("parts of a call's time", () => {
  it.each(rows)("$name", ({ document, to = "a", parts }) => {
    const spans = spansOf(runOf(document))
    const span =
      to === "logical"
        ? spans[0]
        : to === "b"
          ? spans.find((one) => one.to === "b")
          : spans.findLast((one) => one.to === to)
    const expected = Object.fromEntries(PARTS.map((part) => [part, parts[part] ?? 0]))
    expect(span?.parts).toEqual(expected)
  })
})
