import { askChild } from "../kit/child.ts"
import { type FlatResult, type Level, weighLength } from "./flat.ts"
import { RECORDED, type RecordResult, weighRecord } from "./record.ts"
import { WAITS, type Wait, type WaitingResult, weighWaiting } from "./waiting.ts"

export type MemoryResult = { readonly bench: "memory"; readonly part: string } & (
  | WaitingResult
  | RecordResult
  | FlatResult
)

/** Requests a second of the shop's scenario. */
const SHOP_RATE = 800

/** Everything that is weighed, each part in a fresh process. The longest run has about `requests` requests. */
export function runMemory(requests: number): MemoryResult[] {
  const ask = <T>(part: string, what: string, size: number): T & { bench: "memory"; part: string } => ({
    bench: "memory",
    part,
    ...askChild<T>(["memory", part, what, String(size)], ["--expose-gc"]),
  })
  return [
    ...Object.keys(WAITS).map((calls) => ask<WaitingResult>("waiting", calls, requests / 10)),
    ...RECORDED.map((model) => ask<RecordResult>("record", model, requests / 2)),
    ask<FlatResult>("length", "metrics", requests / 10 / SHOP_RATE),
  ]
}

/** The child's side. */
export function weigh(part: string, what: string, size: number): WaitingResult | RecordResult | FlatResult {
  if (part === "waiting" && isWait(what)) return weighWaiting(what, size)
  if (part === "record") return weighRecord(what, size)
  if (part === "length" && isLevel(what)) return weighLength(what, size)
  throw new Error(`nothing of the memory is called ${part} ${what}`)
}

function isWait(what: string): what is Wait {
  return Object.hasOwn(WAITS, what)
}

function isLevel(what: string): what is Level {
  return what === "metrics" || what === "spans"
}
