import { IN_FLIGHT } from "../frames/outcome.ts"
import { EventChunk } from "./event-table.ts"
import { NO_ROW } from "./recorder.ts"
import {
  CALLER_SHIFT,
  CHUNK_ROWS,
  DURATION_WORD,
  ENDING_WORD,
  NETWORK_WORD,
  PARENT_WORD,
  PLACE_WORD,
  QUEUE_WORD,
  ROW_SHIFT,
  SpanChunk,
  START_SHIFT,
} from "./span-chunk.ts"
import { VarintReader, VarintWriter } from "./varint.ts"

/** A column of whole numbers that are not negative, and the first number that is too large for it. */
type Column = Uint16Array | Uint8Array
const U32 = 4_294_967_296
const U16 = 65_536
const U8 = 256
/** What is written of a span one field after the other: in which word, how far up, and the first number too large for it. */
const FIELDS = [
  { word: QUEUE_WORD, shift: 0, end: U32 },
  { word: NETWORK_WORD, shift: 0, end: U32 },
  { word: PLACE_WORD, shift: 0, end: U16 },
  { word: PLACE_WORD, shift: 16, end: U16 },
  { word: ENDING_WORD, shift: 0, end: U8 },
] as const
/** Keys of values kept beside the columns are below: five kinds of them. */
const SPARSE_KEYS = 5 * CHUNK_ROWS

/**
 * A chunk for the disk, to be compressed by whoever writes it: column by column as varints. Starts are differences to the row
 * before, a parent is a distance back, a duration is the difference to its parent's end, which many share; the other
 * columns lose by differences (measured: a queue time is mostly 0, its difference to the one before is not).
 */
export function encodeSpans(chunk: SpanChunk): Uint8Array {
  const writer = writeHead(chunk)
  writeStarts(writer, chunk)
  writer.reserve(chunk.count)
  for (let slot = 0; slot < chunk.count; slot++) {
    const parent = chunk.parentAt(slot)
    writer.unsigned(parent === NO_ROW ? 0 : chunk.firstRow + slot - parent)
  }
  writer.reserve(chunk.count)
  for (let slot = 0; slot < chunk.count; slot++)
    writer.signed(chunk.wordAt(slot, DURATION_WORD) - expectedDuration(chunk, slot))
  for (const { shift, end, word } of FIELDS) {
    writer.reserve(chunk.count)
    for (let slot = 0; slot < chunk.count; slot++) writer.unsigned((chunk.wordAt(slot, word) >>> shift) % end)
  }
  writeCallers(writer, chunk)
  writeSparse(writer, chunk.sparse)
  return writer.finish()
}

/** The chunk `encodeSpans` was given, without room to spare. Throws a RangeError when the bytes are not one. */
export function decodeSpans(bytes: Uint8Array): SpanChunk {
  const reader = new VarintReader(bytes)
  const { count, firstRow } = readHead(reader)
  const chunk = new SpanChunk(firstRow, count)
  readStarts(reader, chunk)
  for (let slot = 0; slot < count; slot++) {
    const back = below(reader.unsigned(), firstRow + slot + 1)
    chunk.ints[(slot << ROW_SHIFT) | PARENT_WORD] = back === 0 ? NO_ROW : firstRow + slot - back
  }
  for (let slot = 0; slot < count; slot++) {
    const durationNs = below(reader.signed() + expectedDuration(chunk, slot), U32)
    chunk.ints[(slot << ROW_SHIFT) | DURATION_WORD] = durationNs
  }
  for (const { shift, end, word } of FIELDS) {
    for (let slot = 0; slot < count; slot++)
      chunk.ints[(slot << ROW_SHIFT) | word] |= below(reader.unsigned(), end) << shift
  }
  readCallers(reader, chunk)
  readSparse(reader, chunk.sparse)
  reader.end()
  chunk.count = count
  for (let slot = 0; slot < count; slot++) if (chunk.outcomeAt(slot) !== IN_FLIGHT) chunk.closed++
  return chunk
}

/** A chunk of events for the disk, as `encodeSpans` does it. */
export function encodeEvents(chunk: EventChunk): Uint8Array {
  const writer = writeHead(chunk)
  writeTimes(writer, chunk.time, chunk.count)
  writer.reserve(chunk.count)
  for (let slot = 0; slot < chunk.count; slot++) writer.signed(chunk.argument[slot])
  writeColumn(writer, chunk.actor, chunk.count)
  writeColumn(writer, chunk.kind, chunk.count)
  return writer.finish()
}

/** The chunk `encodeEvents` was given, without room to spare. Throws a RangeError when the bytes are not one. */
export function decodeEvents(bytes: Uint8Array): EventChunk {
  const reader = new VarintReader(bytes)
  const { count, firstRow } = readHead(reader)
  const chunk = new EventChunk(firstRow, count)
  readTimes(reader, chunk.time)
  for (let slot = 0; slot < count; slot++) chunk.argument[slot] = reader.signed()
  readColumn(reader, chunk.actor, U16)
  readColumn(reader, chunk.kind, U8)
  reader.end()
  chunk.count = count
  return chunk
}

/** What a span would last if it ended with its parent; 0 where that cannot be told from what was read before. */
function expectedDuration(chunk: SpanChunk, slot: number): number {
  const parent = chunk.parentAt(slot) - chunk.firstRow
  if (parent < 0) return 0
  const expected = chunk.startAt(parent) + chunk.wordAt(parent, DURATION_WORD) - chunk.startAt(slot)
  return expected >= 0 && expected < U32 ? expected : 0
}

function writeHead(chunk: { readonly count: number; readonly firstRow: number }): VarintWriter {
  const writer = new VarintWriter()
  writer.reserve(2)
  writer.unsigned(chunk.count)
  writer.unsigned(chunk.firstRow)
  return writer
}

function readHead(reader: VarintReader): { count: number; firstRow: number } {
  const count = below(reader.unsigned(), CHUNK_ROWS + 1)
  return { count, firstRow: reader.unsigned() }
}

function writeStarts(writer: VarintWriter, chunk: SpanChunk): void {
  writer.reserve(chunk.count)
  let before = 0
  for (let slot = 0; slot < chunk.count; slot++) {
    writer.unsigned(chunk.startAt(slot) - before)
    before = chunk.startAt(slot)
  }
}

function readStarts(reader: VarintReader, chunk: SpanChunk): void {
  let now = 0
  for (let slot = 0; slot < chunk.capacity; slot++) {
    now += reader.unsigned()
    chunk.doubles[slot << START_SHIFT] = now
  }
}

function writeTimes(writer: VarintWriter, times: Float64Array, count: number): void {
  writer.reserve(count)
  let before = 0
  for (let slot = 0; slot < count; slot++) {
    writer.unsigned(times[slot] - before)
    before = times[slot]
  }
}

function readTimes(reader: VarintReader, times: Float64Array): void {
  let now = 0
  for (let slot = 0; slot < times.length; slot++) {
    now += reader.unsigned()
    times[slot] = now
  }
}

function writeColumn(writer: VarintWriter, column: Column, count: number): void {
  writer.reserve(count)
  for (let slot = 0; slot < count; slot++) writer.unsigned(column[slot])
}

function readColumn(reader: VarintReader, column: Column, end: number): void {
  for (let slot = 0; slot < column.length; slot++) column[slot] = below(reader.unsigned(), end)
}

/** Of roots alone. */
function writeCallers(writer: VarintWriter, chunk: SpanChunk): void {
  writer.reserve(chunk.count)
  for (let slot = 0; slot < chunk.count; slot++) if (chunk.parentAt(slot) < 0) writer.unsigned(chunk.callerAt(slot))
}

function readCallers(reader: VarintReader, chunk: SpanChunk): void {
  for (let slot = 0; slot < chunk.capacity; slot++) {
    if (chunk.parentAt(slot) < 0)
      chunk.ints[(slot << ROW_SHIFT) | ENDING_WORD] |= below(reader.unsigned(), U16) << CALLER_SHIFT
  }
}

function writeSparse(writer: VarintWriter, sparse: ReadonlyMap<number, number>): void {
  const keys = [...sparse.keys()].sort((a, b) => a - b)
  writer.reserve(1 + 2 * keys.length)
  writer.unsigned(keys.length)
  let before = 0
  for (const key of keys) {
    writer.unsigned(key - before)
    writer.unsigned(sparse.get(key) ?? 0)
    before = key
  }
}

function readSparse(reader: VarintReader, sparse: Map<number, number>): void {
  const count = below(reader.unsigned(), SPARSE_KEYS + 1)
  let key = 0
  for (let i = 0; i < count; i++) {
    key = below(key + reader.unsigned(), SPARSE_KEYS)
    sparse.set(key, reader.unsigned())
  }
}

function below(value: number, end: number): number {
  if (value >= 0 && value < end) return value
  throw new RangeError("the record holds a number that does not fit its column")
}
