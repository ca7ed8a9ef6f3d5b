import { encodeEvents, encodeSpans, OUTCOMES, type OutcomeName, type SpanRecorder } from "../../engine/index.ts"
import { ENGINE_VERSION } from "../report/version.ts"
import type { Run } from "../run/run.ts"
import { type ChunkEntry, LINE_END, type RecordHead } from "./layout.ts"

/** What a run's recorder holds, as one file: a line of JSON and the chunks it lists. */
export function writeRecord(run: Run, recorder: SpanRecorder): Uint8Array {
  const spans = recorder.spans.chunks.map((chunk) => part("spans", chunk.count, encodeSpans(chunk)))
  const events = recorder.events.chunks.map((chunk) => part("events", chunk.count, encodeEvents(chunk)))
  const parts = [...spans, ...events]
  const head = asciiBytes(JSON.stringify(headOf(run, recorder, parts)))
  const length = parts.reduce((sum, { bytes }) => sum + bytes.length, head.length + 1)
  const whole = new Uint8Array(length)
  whole.set(head)
  whole[head.length] = LINE_END
  let at = head.length + 1
  for (const { bytes } of parts) {
    whole.set(bytes, at)
    at += bytes.length
  }
  return whole
}

interface Part {
  readonly holds: ChunkEntry["holds"]
  readonly rows: number
  readonly bytes: Uint8Array
}

function part(holds: Part["holds"], rows: number, bytes: Uint8Array): Part {
  return { holds, rows, bytes }
}

function headOf(run: Run, recorder: SpanRecorder, parts: readonly Part[]): RecordHead {
  const { plan, estate } = run
  const { operations } = estate
  return {
    format: "orrery.record/2",
    scenario: { name: plan.name, hash: plan.hash },
    seed: run.seed,
    engine: ENGINE_VERSION,
    digest: run.digest,
    actors: estate.instances.map(({ name }) => name),
    operations: Array.from({ length: operations.count }, (_, number) => operations.nameOf(number)),
    outcomes: OUTCOMES,
    requests: requestsOf(recorder),
    alone: recorder.missedRoots,
    fullAtNs: recorder.fullAtNs,
    chunks: parts.map(({ holds, rows, bytes }) => ({ holds, rows, bytes: bytes.length })),
  }
}

function requestsOf(recorder: SpanRecorder): RecordHead["requests"] {
  const counts: Partial<Record<OutcomeName, ReturnType<SpanRecorder["sampleOf"]>>> = {}
  OUTCOMES.forEach((name, outcome) => {
    const of = recorder.sampleOf(outcome)
    if (of.ended > 0) counts[name] = of
  })
  return counts
}

/** JSON without characters beyond ASCII, which it can write as escapes: so a line is as long as its bytes. */
function asciiBytes(json: string): Uint8Array {
  const text = json.replaceAll(/[^\0-~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
  return Uint8Array.from(text, (unit) => unit.charCodeAt(0))
}
