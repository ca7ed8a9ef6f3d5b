import * as z from "zod"
import { CHUNK_ROWS, decodeEvents, decodeSpans, EventTable, OUTCOMES, SpanTable } from "../../engine/index.ts"
import { LINE_END, type RecordHead } from "./layout.ts"

/** What was recorded of one run. */
export interface RunRecord {
  readonly head: RecordHead
  /** Calls and attempts, parents before children; `childIndex` and `partsOf` of the engine take it apart. */
  readonly spans: SpanTable
  readonly events: EventTable
}

const count = z.int().min(0)
const nanoseconds = count
const outcome = z.enum(OUTCOMES)
const counts = z.strictObject({ ended: count, whole: count, alone: count })

const head: z.ZodType<RecordHead> = z.strictObject({
  format: z.literal("orrery.record/2"),
  scenario: z.strictObject({ name: z.string(), hash: z.string() }),
  seed: z.string(),
  engine: z.string(),
  digest: z.string(),
  actors: z.array(z.string()),
  operations: z.array(z.string()),
  outcomes: z.array(outcome),
  requests: z.partialRecord(outcome, counts),
  alone: z.array(
    z.strictObject({
      root: z.int(),
      operation: count,
      actor: count,
      outcome: count,
      startNs: nanoseconds,
      endNs: nanoseconds,
      queueNs: nanoseconds,
      networkNs: nanoseconds,
      backoffNs: nanoseconds,
      poolNs: nanoseconds,
    }),
  ),
  fullAtNs: nanoseconds.nullable(),
  chunks: z.array(z.strictObject({ holds: z.enum(["spans", "events"]), rows: count, bytes: count })),
})

/**
 * The record in a file that `orrery run --record spans --out <file>` wrote, gunzipped: its head, its spans and its
 * events, times in nanoseconds. Throws a RangeError where the bytes are no record, or not the whole of one.
 */
export function readRecord(bytes: Uint8Array): RunRecord {
  const end = bytes.indexOf(LINE_END)
  const parsed = head.safeParse(end < 0 ? undefined : jsonOf(bytes.subarray(0, end)))
  if (!parsed.success) throw new RangeError("this is no record of a run")
  const spans = new SpanTable()
  const events = new EventTable()
  let at = end + 1
  for (const { holds, rows, bytes: length } of parsed.data.chunks) {
    if (at + length > bytes.length) throw new RangeError("the record is cut off")
    const part = bytes.subarray(at, at + length)
    const chunk = holds === "spans" ? decodeSpans(part) : decodeEvents(part)
    if (chunk.count !== rows) throw new RangeError("a chunk of the record has another length than its head says")
    const { count: rowsBefore } = holds === "spans" ? spans : events
    if (chunk.firstRow !== rowsBefore || rowsBefore % CHUNK_ROWS !== 0)
      throw new RangeError("a chunk of the record does not follow the one before it")
    if ("sparse" in chunk) spans.adopt(chunk)
    else events.adopt(chunk)
    at += length
  }
  if (at !== bytes.length) throw new RangeError("there is more in the file than a record")
  return { head: parsed.data, spans, events }
}

function jsonOf(ascii: Uint8Array): unknown {
  let text = ""
  for (const unit of ascii) text += String.fromCharCode(unit)
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
