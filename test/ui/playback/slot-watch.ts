import type { EventTable, Server } from "../../../engine/index.ts"
import type { Run } from "../../../scenarios/run/run.ts"
import { BUSY, QUEUED } from "../../../ui/playback/cells.ts"

/** A replica that is watched, and what it had when it was last looked at. */
interface Watched {
  readonly actor: number
  readonly server: Server
  queued: number
  busy: number
}

/**
 * Lets a run go on and notes after each event how the queue and the busy slots of every replica have changed, as rows for
 * `SlotDeltas`: what `SlotJournal` is compared with. It looks at two numbers of each replica an event, and changes nothing
 * of the run or its digest. The last event's changes have the time at which the run stopped.
 */
export class SlotWatch {
  private readonly run: Run
  private readonly table: EventTable
  private readonly watched: Watched[] = []

  /** Of a run that has not begun; the rows go to `table`. */
  constructor(run: Run, table: EventTable) {
    this.run = run
    this.table = table
    for (const { self } of run.estate.instances) {
      const server = run.estate.sim.servers[self]
      if (server !== null && server !== undefined) this.watched.push({ actor: self, server, queued: 0, busy: 0 })
    }
  }

  /** As `Run.advance`: to `untilNs`, or for `eventsMax` events. */
  advance(untilNs: number = Number.POSITIVE_INFINITY, eventsMax: number = Number.POSITIVE_INFINITY): void {
    const { run } = this
    const until = Math.min(untilNs, run.plan.run.durationNs)
    for (let left = eventsMax; left > 0 && !run.finished && run.nowNs <= until; left--) {
      const before = run.events
      run.advance(until, 1)
      this.look()
      if (run.events === before) return
    }
  }

  private look(): void {
    const { nowNs } = this.run
    for (const each of this.watched) {
      const { actor, server } = each
      const queued = server.line.length
      if (queued !== each.queued) this.table.append(nowNs, actor, QUEUED, queued - each.queued)
      if (server.busy !== each.busy) this.table.append(nowNs, actor, BUSY, server.busy - each.busy)
      each.queued = queued
      each.busy = server.busy
    }
  }
}
