import { checkInvariants, type Recorder, SpanRecorder } from "../../engine/index.ts"
import { CallsKernel } from "../calls/hard-coded.ts"
import { callsOfOurs } from "../calls/ours.ts"
import { hardCodedChain } from "../chain/hard-coded.ts"
import { ourChain } from "../chain/ours.ts"
import { CHAIN_TEXT, MESH_TEXT } from "../mesh/model.ts"
import { ourMesh } from "../mesh/ours.ts"
import { hardCodedMm1 } from "../mm1/hard-coded.ts"
import { ourMm1 } from "../mm1/ours.ts"
import type { Outcome } from "./outcome.ts"

/** All models have an arrival a millisecond on average. */
export const GAP_NS = 1e6

/** Runs a model up to an instant in ns. */
export type Contender = (seed: string, untilNs: number) => Outcome

/** What a child process can be asked to run, by name. */
export const CONTENDERS = {
  "calls/hard-coded": hardCodedCalls,
  "calls/ours": (seed, untilNs) => ourCalls(seed, untilNs),
  "calls/ours-spans": (seed, untilNs) => ourCalls(seed, untilNs, everySpan()),
  "chain/hard-coded": hardCodedChain,
  "chain/ours": (seed, untilNs) => ourChain(seed, untilNs),
  "chain/ours-spans": (seed, untilNs) => ourChain(seed, untilNs, everySpan()),
  "mesh/chain": (seed, untilNs) => ourMesh(CHAIN_TEXT, seed, untilNs, everySpan()),
  "mesh/ours": (seed, untilNs) => ourMesh(MESH_TEXT, seed, untilNs, everySpan()),
  "mm1/hard-coded": hardCodedMm1,
  "mm1/ours": ourMm1,
} as const satisfies Record<string, Contender>

export type ContenderName = keyof typeof CONTENDERS

export function isContender(name: string): name is ContenderName {
  return Object.hasOwn(CONTENDERS, name)
}

/** The `calls` bench in ordinary parts; a recorder is given the record of the run. */
export function ourCalls(seed: string, untilNs: number, recorder?: Recorder): Outcome {
  const { sim, source } = callsOfOurs(seed, recorder)
  sim.run(untilNs)
  for (const { name, held, found } of checkInvariants(sim)) if (!held) throw new Error(`calls: ${name}: ${found}`)
  const latency = source.latency.wholeRun
  return { requests: source.done, meanNs: latency.mean(), p99Ns: latency.quantile(0.99) }
}

function hardCodedCalls(seed: string, untilNs: number): Outcome {
  const kernel = new CallsKernel(seed)
  kernel.run(untilNs)
  const { done, latency } = kernel
  return { requests: done, meanNs: latency.mean(), p99Ns: latency.quantile(0.99) }
}

/** Keeps every span as long as the run is measured: 28 B each, 3 to 4 of them a request. */
function everySpan(): SpanRecorder {
  return new SpanRecorder({ level: "spans", bytesMax: Number.MAX_SAFE_INTEGER })
}
