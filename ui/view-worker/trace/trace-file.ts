import { otlpTraces } from "../../../formats/otlp/otlp.ts"
import { perfettoTrace } from "../../../formats/perfetto/perfetto.ts"
import type { Choice, RecordedRun } from "../../../formats/trace/recorded-run.ts"
import { BUSY, QUEUED } from "../../playback/cells.ts"
import type { TraceFormat, TraceRequest } from "../../protocol/view-api.ts"
import type { Branch } from "../store/branch.ts"

/** What lends a clock, and lets others have their turn. */
interface Turns {
  later(task: () => void): void
  nowMs(): number
}

/** So long a file is written on at once, in ms (chosen: half of a frame). */
const SLICE_MS = 8

const FORMATS: Readonly<Record<TraceFormat, (run: RecordedRun, choice: Choice) => Generator<string>>> = {
  perfetto: perfettoTrace,
  otlp: otlpTraces,
}

/**
 * The record of a branch in another tool's format, slice by slice: what is written goes into blobs, which browsers keep
 * outside the worker's memory, so that no text is ever the whole file.
 */
export async function traceFile(branch: Branch, { format, of }: TraceRequest, turns: Turns): Promise<Blob> {
  const choice: Choice = "root" in of ? { requests: new Set([of.root]) } : { window: of }
  const blobs: Blob[] = []
  let texts: string[] = []
  let beganMs = turns.nowMs()
  for (const text of FORMATS[format](recordedRun(branch), choice)) {
    texts.push(text)
    if (turns.nowMs() - beganMs < SLICE_MS) continue
    blobs.push(new Blob(texts))
    texts = []
    await new Promise<void>((resolve) => turns.later(resolve))
    beganMs = turns.nowMs()
  }
  return new Blob([...blobs, ...texts], { type: "application/json" })
}

/** As `orrery run --record` has it. */
function recordedRun({ topology, playback, nowNs }: Branch): RecordedRun {
  const { scenario, actors, operations } = topology
  const { spans, slots } = playback.recording
  return {
    scenario: { name: scenario.name, hash: scenario.hash },
    seed: scenario.seed,
    spans,
    actors,
    operations,
    endNs: nowNs,
    ...(slots === undefined ? {} : { levels: { changes: slots, names: { [QUEUED]: "queued", [BUSY]: "busy" } } }),
  }
}
