import { deflateSync } from "node:zlib"
import { encodeEvents, encodeSpans, type Recorder, SpanRecorder } from "../../engine/index.ts"
import { ourChain } from "../chain/ours.ts"
import { GAP_NS, ourCalls } from "../kit/contenders.ts"
import type { Outcome } from "../kit/outcome.ts"
import { liveBytes } from "./live-bytes.ts"

const MODELS = { calls: ourCalls, chain: ourChain } as const satisfies Record<
  string,
  (seed: string, untilNs: number, recorder: Recorder) => Outcome
>
export const RECORDED = Object.keys(MODELS)

export interface RecordResult {
  readonly model: string
  readonly spans: number
  readonly events: number
  /** Memory of a million of them, in bytes, as the process has it. */
  readonly bytesPerMillionSpans: number
  readonly bytesPerMillionEvents: number
  /** Encoded and deflated (zlib's level 6), chunk by chunk, as they go to disk. */
  readonly deflatedBytesPerSpan: number
  readonly deflatedBytesPerEvent: number
}

/** Requests before the clock starts: what they compile is not counted. */
const WARM_UP = 20_000

/** What the record of about so many requests weighs in memory and on disk. */
export function weighRecord(model: string, requests: number): RecordResult {
  const run = Object.entries(MODELS).find(([name]) => name === model)?.[1]
  if (run === undefined) throw new Error(`there is no model "${model}"`)
  const recordOf = (level: "spans" | "events", count: number) => {
    const before = liveBytes()
    const recorder = new SpanRecorder({ level, bytesMax: Number.MAX_SAFE_INTEGER })
    run("42", count * GAP_NS, recorder)
    return { recorder, bytes: liveBytes() - before }
  }
  recordOf("events", WARM_UP)
  const spansOnly = recordOf("spans", requests)
  const both = recordOf("events", requests)
  const { spans, events } = both.recorder
  return {
    model,
    spans: spans.count,
    events: events.count,
    bytesPerMillionSpans: (spansOnly.bytes / spans.count) * 1e6,
    bytesPerMillionEvents: ((both.bytes - spansOnly.bytes) / events.count) * 1e6,
    deflatedBytesPerSpan: deflatedBytes(spans.chunks.map(encodeSpans)) / spans.count,
    deflatedBytesPerEvent: deflatedBytes(events.chunks.map(encodeEvents)) / events.count,
  }
}

function deflatedBytes(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + deflateSync(chunk).length, 0)
}
