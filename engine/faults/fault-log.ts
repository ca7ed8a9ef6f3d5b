import { capture, type Plain, reinstate } from "../kernel/plain.ts"

/** Faults kept for the report; more are counted only (chosen). */
export const FAULTS_KEPT_MAX = 10_000

/** Row of a fault in the log, NOT_KEPT beyond its bound. */
export const NOT_KEPT = -1

/** One fault on one target. Times in ns; `endedNs` is -1 while it lasts. */
export interface FaultEntry {
  readonly verb: string
  /** Index in the table of targets. */
  readonly target: number
  readonly amount: number
  readonly beganNs: number
  readonly endedNs: number
}

const FIELDS = ["entries", "begun", "ended", "lastBeganNs", "lastEndedNs"] as const

/** When each fault began and ended. */
export class FaultLog {
  entries: FaultEntry[] = []
  /** All faults, those beyond the bound too. */
  begun = 0
  ended = 0
  /** -1 before the first. */
  lastBeganNs = -1
  lastEndedNs = -1

  begin(verb: string, target: number, amount: number, nowNs: number): number {
    this.begun++
    this.lastBeganNs = nowNs
    if (this.entries.length >= FAULTS_KEPT_MAX) return NOT_KEPT
    this.entries.push({ verb, target, amount, beganNs: nowNs, endedNs: -1 })
    return this.entries.length - 1
  }

  end(row: number, nowNs: number): void {
    this.ended++
    this.lastEndedNs = nowNs
    if (row !== NOT_KEPT) this.entries[row] = { ...this.entries[row], endedNs: nowNs }
  }

  snapshot(): Plain {
    return capture(this, FIELDS)
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
  }
}
