import { SpanRecorder } from "../../engine/index.ts"
import { hardCodedChain } from "../chain/hard-coded.ts"
import { ourChain } from "../chain/ours.ts"
import type { Outcome } from "./outcome.ts"

/** Runs a model up to an instant in ns. */
export type Contender = (seed: string, untilNs: number) => Outcome

/** What a child process can be asked to run, by name. */
export const CONTENDERS = {
  "chain/hard-coded": hardCodedChain,
  "chain/ours": (seed, untilNs) => ourChain(seed, untilNs),
  "chain/ours-spans": (seed, untilNs) => ourChain(seed, untilNs, everySpan()),
} as const satisfies Record<string, Contender>

export type ContenderName = keyof typeof CONTENDERS

export function isContender(name: string): name is ContenderName {
  return Object.hasOwn(CONTENDERS, name)
}

/** Keeps every span as long as the run is measured: 3 spans of 29 B a request. */
function everySpan(): SpanRecorder {
  return new SpanRecorder({ level: "spans", bytesMax: Number.MAX_SAFE_INTEGER })
}
