import { runOf } from "../kit/scenario.ts"
import { liveBytes } from "./live-bytes.ts"

/** What callers do: nothing, or give up after an hour, which is a pending timer for each call. */
export const WAITS = { plain: "", "with-timeout": `policies: { "crowd -> server": { timeout: 1h } }` } as const
export type Wait = keyof typeof WAITS

export interface WaitingResult {
  readonly calls: Wait
  readonly liveRequests: number
  readonly bytesPerLiveRequest: number
}

/** Requests before the clock starts: what they compile and allocate for good is not counted. */
const WARM_UP = 2_000

/** One server works for an hour; within a second `requests` requests come and wait in its line. */
const scenario = (calls: Wait, requests: number) => `
name: waiting
run: { duration: 1s, liveCallsMax: ${requests + 1} }
components:
  crowd: { kind: client }
  server: { kind: service, concurrency: 1, operations: { serve: [{ work: 1h }] } }
load:
  crowd: { open: constant ${requests}/s, to: server }
${WAITS[calls]}
`

/** Memory of an estate with many requests in flight, less that of the same estate before the first came. */
export function weighWaiting(calls: Wait, requests: number): WaitingResult {
  runOf(scenario(calls, WARM_UP)).advance()
  const run = runOf(scenario(calls, requests))
  run.advance(0)
  const empty = liveBytes()
  run.advance()
  const liveRequests = run.estate.sim.frames.live
  return { calls, liveRequests, bytesPerLiveRequest: (liveBytes() - empty) / liveRequests }
}
