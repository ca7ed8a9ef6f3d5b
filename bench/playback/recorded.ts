import { SpanRecorder } from "../../engine/index.ts"
import type { Run } from "../../scenarios/run/run.ts"
import { SlotJournal } from "../../ui/engine-worker/slot-journal.ts"
import { topologyOf } from "../../ui/engine-worker/topology.ts"
import type { Recording } from "../../ui/playback/playback.ts"
import { Branch } from "../../ui/view-worker/store/branch.ts"
import { runOf } from "../kit/scenario.ts"

/** Three calls a request, 1000 requests a second. */
const chain = (seconds: number) => `
name: chain
run: { duration: ${seconds}s }
components:
  shop: { kind: client }
  balancer: { kind: load-balancer, to: service, strategy: round-robin }
  service:
    kind: service
    replicas: 3
    concurrency: 8
    operations: { serve: [{ work: exponential 10ms }, { call: database.query }] }
  database: { kind: service, concurrency: 16, operations: { query: [{ work: exponential 5ms }] } }
load:
  shop: { open: poisson 1000/s, to: balancer }
`

/** 200 replicas, and about ten thousand calls under way at every instant. */
const crowd = (seconds: number) => `
name: crowd
run: { duration: ${seconds}s }
components:
  crowd: { kind: client }
  balancer: { kind: load-balancer, to: stall, strategy: round-robin }
  stall: { kind: service, replicas: 199, operations: { serve: [{ wait: exponential 1s }] } }
load:
  crowd: { open: poisson 5000/s, to: balancer }
`

/** 200 components, and about ten thousand calls on their way at every instant. */
const estate = (seconds: number) => {
  const pairs = [...Array(100).keys()]
  const lines = (line: (pair: number) => string) => pairs.map((pair) => `  ${line(pair)}`).join("\n")
  return `
name: estate
run: { duration: ${seconds}s }
components:
${lines((i) => `crowd${i}: { kind: client }`)}
${lines((i) => `shop${i}: { kind: service, concurrency: 8, operations: { serve: [{ work: exponential 20ms }] } }`)}
load:
${lines((i) => `crowd${i}: { open: poisson 100/s, to: shop${i} }`)}
links:
${lines((i) => `"crowd${i} -> shop${i}": { latency: 500ms }`)}
`
}

export const SCENARIOS = {
  chain: { text: chain, spansPerSecond: 3_000 },
  crowd: { text: crowd, spansPerSecond: 10_000 },
  estate: { text: estate, spansPerSecond: 10_000 },
}
export type ScenarioName = keyof typeof SCENARIOS

/** A run of about so many spans with all that can be recorded, and what was recorded. */
export function record(
  name: ScenarioName,
  spans: number,
): { readonly run: Run; readonly recording: Required<Recording> } {
  const { text, spansPerSecond } = SCENARIOS[name]
  const journal = new SlotJournal()
  const recorder = new SpanRecorder({ level: "events", bytesMax: Number.MAX_SAFE_INTEGER, watch: journal })
  const run = runOf(text(Math.max(2, Math.ceil(spans / spansPerSecond))), { recorder })
  journal.attach(run)
  run.advance()
  journal.settle()
  const actors = run.estate.instances.map(({ name: actor }) => actor)
  return { run, recording: { spans: recorder.spans, events: recorder.events, slots: journal.table, actors } }
}

/** The same as the view's worker has it, taken in bit by bit. */
export function branchOf({ run, recording }: ReturnType<typeof record>, onBit: (ms: number) => void): Branch {
  const { spans, events, slots } = recording
  const topology = topologyOf(run)
  const branch = new Branch({ type: "begin", branch: 0, topology, spansExpected: spans.count, shares: null }, undefined)
  const chunks = { spans: spans.chunks, events: events.chunks, slots: slots.chunks }
  branch.take({ ...chunks, late: [], marks: [], nowNs: run.nowNs })
  for (let isMore = true; isMore; ) {
    const startMs = performance.now()
    isMore = branch.work()
    onBit(performance.now() - startMs)
  }
  return branch
}
