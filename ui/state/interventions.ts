import { durationText, instantText } from "../words/time.ts"
import { type Branch, shownBranch, usePage } from "./page.ts"
import type { Session } from "./session.ts"

/** A fault as a person brings it on, in a picture or a form. */
export interface FaultWish {
  readonly verb: string
  /** A component, a replica `pay[1]`, an edge `gw -> pay`, or `zone:eu`. */
  readonly target: string
  readonly atNs: number
  /** Null: to the end of the run. */
  readonly forNs: number | null
  /** In the document's words: `3`, `5%`, `200ms`, `1MB/s`. Null where the verb has none, or its own is meant. */
  readonly amount: string | null
}

/** Null, or one sentence on why it was not done. */
export type Refused = string | null

/**
 * Brings a fault on at an instant of the shown branch, which may lie in the past: a line is added to its text, and the
 * run goes on from there as a branch of its own.
 */
export async function bringFault(session: Session, wish: FaultWish): Promise<Refused> {
  const { isEditorOpen, draft } = usePage.getState()
  const branch = shownBranch(usePage.getState())
  if (branch === undefined) return "there is no run yet"
  if (isEditorOpen && draft !== branch.text) return "the draft has not run yet: run or discard it first"
  const edited = await withFault(branch, wish)
  if ("refusal" in edited) return edited.refusal
  const started = await session.fork(edited.text, wish.atNs, labelOf(wish))
  if (started.branch !== null) return null
  return started.problems[0]?.message ?? "the scenario with it cannot be run"
}

/** Editing comes with the scenario language, which is fetched when it is needed first. */
async function withFault({ text }: Branch, wish: FaultWish): Promise<{ text: string } | { refusal: string }> {
  const { applyEdit } = await import("../document/index.ts")
  const { verb, target, atNs, forNs, amount } = wish
  const values = {
    ...(forNs === null ? {} : { for: exactDuration(forNs) }),
    ...(amount === null ? {} : { amount }),
  }
  const edited = applyEdit(text, { do: "add-fault", verb, target, at: exactDuration(atNs), values })
  return "refusal" in edited ? { refusal: edited.refusal.message } : { text: edited.text }
}

/** In the document's words, to the nanosecond: `3m`, `182.4s`, `1500us`. */
export function exactDuration(ns: number): string {
  const [unit, size] = UNITS.find(([, each]) => ns % each === 0 && ns > 0) ?? ["ns", 1]
  return `${ns / size}${unit}`
}

/** The largest unit that divides it is taken. */
const UNITS: readonly (readonly [unit: string, sizeNs: number])[] = [
  ["m", 60e9],
  ["s", 1e9],
  ["ms", 1e6],
  ["us", 1e3],
]

/** "crash of ledger at 3:00.000 for 30 s" */
function labelOf({ verb, target, atNs, forNs }: FaultWish): string {
  const lasting = forNs === null ? "" : ` for ${durationText(forNs)}`
  return `${verb} of ${target} at ${instantText(atNs)}${lasting}`
}
