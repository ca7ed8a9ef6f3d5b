import { EventTable, SpanRecorder } from "../../engine/index.ts"
import type { Run } from "../../scenarios/run/run.ts"
import type { Recording } from "../../ui/playback/playback.ts"
import { SlotWatch } from "../../ui/playback/slot-watch.ts"
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

export const SCENARIOS = {
  chain: { text: chain, spansPerSecond: 3_000 },
  crowd: { text: crowd, spansPerSecond: 10_000 },
}
export type ScenarioName = keyof typeof SCENARIOS

/** A run of about so many spans with all that can be recorded, and what was recorded. */
export function record(name: ScenarioName, spans: number): { readonly run: Run; readonly recording: Recording } {
  const { text, spansPerSecond } = SCENARIOS[name]
  const recorder = new SpanRecorder({ level: "events", bytesMax: Number.MAX_SAFE_INTEGER })
  const run = runOf(text(Math.max(2, Math.ceil(spans / spansPerSecond))), { recorder })
  const slots = new EventTable()
  new SlotWatch(run, slots).advance()
  const actors = run.estate.instances.map(({ name: actor }) => actor)
  return { run, recording: { spans: recorder.spans, events: recorder.events, slots, actors } }
}
