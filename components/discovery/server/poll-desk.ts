import { capture, type Frame, KEY, OK, type Plain, reinstate } from "../../../engine/index.ts"
import type { Answer } from "../letters.ts"
import type { Desk } from "./desk.ts"
import type { Asked, ListDesk } from "./parts.ts"
import { TIMER_CACHE } from "./timers.ts"

/** A list as it is handed out, and the number of the letter it was last sent in. */
type Shown = { readonly answer: Answer; letter: number }

/** Hands out whole lists, or copies of them that it renews at whole multiples of a time. */
export class PollDesk implements ListDesk {
  private shown = new Map<string, Shown>()
  private readonly desk: Desk
  private readonly cacheNs: number

  constructor(desk: Desk, cacheNs: number) {
    this.desk = desk
    this.cacheNs = cacheNs
  }

  start(): void {
    if (this.cacheNs === 0) return
    this.desk.after(this.cacheNs - (this.desk.sim.nowNs % this.cacheNs), TIMER_CACHE)
  }

  list(frame: Frame, { question }: Asked): number {
    const { sim, letters, table } = this.desk
    const service = question?.service ?? ""
    let shown = this.shown.get(service)
    if (shown === undefined || (this.cacheNs === 0 && shown.answer.index !== table.index)) {
      shown = this.copy(service)
      this.shown.set(service, shown)
    }
    shown.letter = letters.postAgain(sim.nowNs, shown.letter, shown.answer)
    sim.frames.setDouble(frame, KEY, shown.letter)
    return OK
  }

  changed(): void {
    // Nobody waits for it.
  }

  onTimer(): void {
    this.desk.after(this.cacheNs, TIMER_CACHE)
    for (const [service, { answer }] of this.shown)
      if (answer.index !== this.desk.table.index) this.shown.set(service, this.copy(service))
  }

  crash(): void {
    this.shown.clear()
  }

  snapshot(): Plain {
    return capture(this, ["shown"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["shown"], saved)
  }

  private copy(service: string): Shown {
    const { table } = this.desk
    return { answer: { kind: "answer", index: table.index, hosts: table.listOf(service), ttlNs: 0 }, letter: 0 }
  }
}
