export { type AllParts, type Children, childIndex, partsOf } from "./children.ts"
export { decodeEvents, decodeSpans, encodeEvents, encodeSpans } from "./encode.ts"
export { EVENT_BYTES, EventChunk, EventTable } from "./event-table.ts"
export type { LateSpan, OpenRow } from "./open-rows.ts"
export {
  type EventWatch,
  type MissedRoot,
  NO_ACTOR,
  NO_ROW,
  OFF,
  type Recorder,
  type RecordingLevel,
  type Row,
  type SpanParts,
} from "./recorder.ts"
export type { SampleCounts } from "./root-sample.ts"
export { CHUNK_ROWS, SPAN_BYTES, SpanChunk } from "./span-chunk.ts"
export { FAILURES_PER_OUTCOME_MAX, RECORD_BYTES_MAX, SpanRecorder, type SpanRecorderOptions } from "./span-recorder.ts"
export { SpanTable } from "./span-table.ts"
