import { capture, type Frame, KEY, OK, type Plain, reinstate, type Stream, uniform01 } from "../../../engine/index.ts"
import type { Answer } from "../letters.ts"
import type { Desk } from "./desk.ts"
import type { Asked, ListDesk, Replication } from "./parts.ts"
import { FOR_CHANGE } from "./waits.ts"

export interface WatchParams {
  readonly wait: number
  readonly jitter: number
  readonly carries: "list" | "notice"
  readonly from: "any" | "leader"
  readonly retry: number
}

/** Answers those who ask for changes when there is one, or after a time. */
export class WatchDesk implements ListDesk {
  /** By component: the answer last made, which is the same for all who wait for one change. */
  private latest = new Map<string, { readonly answer: Answer; letter: number }>()
  private readonly params: WatchParams
  private readonly desk: Desk
  private readonly replication: Replication
  private readonly random: Stream

  constructor(params: WatchParams, desk: Desk, replication: Replication) {
    this.params = params
    this.desk = desk
    this.replication = replication
    this.random = desk.stream("watch")
  }

  start(): void {
    // It has no times of its own.
  }

  list(frame: Frame, asked: Asked): number {
    const { sim, letters, table, waits } = this.desk
    const { question, wait } = asked
    const isWaiting = wait?.why === FOR_CHANGE
    if (this.params.from === "leader" && !this.replication.leads && !isWaiting)
      return this.replication.passOn(frame, asked)
    const service = question?.service ?? ""
    const known = question?.index ?? 0
    const index = Math.max(1, table.changedAt(service))
    const untilNs = isWaiting ? wait.untilNs : sim.nowNs + this.waitNs()
    if (index === known && sim.nowNs < untilNs) return waits.park(frame, { why: FOR_CHANGE, untilNs, service })
    let latest = this.latest.get(service)
    if (latest?.answer.index !== index) {
      latest = { answer: { kind: "answer", index, hosts: table.listOf(service), ttlNs: 0 }, letter: 0 }
      this.latest.set(service, latest)
    }
    latest.letter = letters.postAgain(sim.nowNs, latest.letter, latest.answer)
    sim.frames.setDouble(frame, KEY, latest.letter)
    return OK
  }

  changed(service: string): void {
    this.desk.waits.retry(FOR_CHANGE, service)
  }

  onTimer(): void {
    // It sets none.
  }

  crash(): void {
    this.latest.clear()
  }

  snapshot(): Plain {
    return { ...capture(this, ["latest"]), random: [...this.random.snapshot().state] }
  }

  restore(saved: Plain): void {
    reinstate(this, ["latest"], saved)
    this.random.restore({ state: Object(saved).random })
  }

  private waitNs(): number {
    const { wait, jitter } = this.params
    this.random.step()
    return Math.floor(wait * (1 + jitter * uniform01(this.random.a, this.random.b)))
  }
}
