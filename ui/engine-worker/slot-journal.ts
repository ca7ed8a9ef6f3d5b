import { EventTable, type EventWatch, type Plain, type Server, type WaitLine } from "../../engine/index.ts"
import type { Run } from "../../scenarios/run/run.ts"
import { BUSY, QUEUED } from "../playback/cells.ts"

type Saved = {
  readonly table: ReturnType<EventTable["snapshot"]>
  readonly queued: Int32Array
  readonly busy: Int32Array
  readonly sinceNs: number
}

/**
 * Notes how the queue and the busy slots of every replica change, as rows for `SlotDeltas`. The run's recorder tells it of
 * each event, so that the run need not stop after every one. It looks at all replicas, since a request handed over within an
 * event may change any of them.
 */
export class SlotJournal implements EventWatch {
  readonly table = new EventTable()
  private actors = new Int32Array(0)
  private servers: readonly Server[] = []
  private lines: readonly WaitLine[] = []
  private queued = new Int32Array(0)
  private busy = new Int32Array(0)
  /** Time of the event that is being dispatched. */
  private sinceNs = 0

  /** The run it watches. Once, before its first event. */
  attach(run: Run): void {
    const { instances, sim } = run.estate
    const seated = instances.flatMap(({ self }) => {
      const server = sim.servers[self]
      return server === null || server === undefined ? [] : [{ self, server }]
    })
    this.actors = Int32Array.from(seated, ({ self }) => self)
    this.servers = seated.map(({ server }) => server)
    this.lines = this.servers.map(({ line }) => line)
    this.queued = new Int32Array(seated.length)
    this.busy = new Int32Array(seated.length)
  }

  event(nowNs: number): void {
    this.settle()
    this.sinceNs = nowNs
  }

  /** Notes what the latest event changed: before the rows are read. */
  settle(): void {
    const { servers, lines, queued, busy } = this
    for (let i = 0; i < servers.length; i++) {
      if (lines[i]?.length !== queued[i] || servers[i]?.busy !== busy[i]) this.note(i)
    }
  }

  snapshot(): Plain {
    this.settle()
    const { table, queued, busy, sinceNs } = this
    const saved: Saved = { table: table.snapshot(), queued: queued.slice(), busy: busy.slice(), sinceNs }
    return saved
  }

  restore(saved: Plain): void {
    const { table, queued, busy, sinceNs }: Saved = Object(saved)
    this.table.restore(table)
    this.queued = queued.slice()
    this.busy = busy.slice()
    this.sinceNs = sinceNs
  }

  private note(i: number): void {
    const { actors, servers, lines, queued, busy, table, sinceNs } = this
    const actor = actors[i] ?? 0
    const queuedNow = lines[i]?.length ?? 0
    const busyNow = servers[i]?.busy ?? 0
    const [queuedBefore, busyBefore] = [queued[i] ?? 0, busy[i] ?? 0]
    if (queuedNow !== queuedBefore) table.append(sinceNs, actor, QUEUED, queuedNow - queuedBefore)
    if (busyNow !== busyBefore) table.append(sinceNs, actor, BUSY, busyNow - busyBefore)
    queued[i] = queuedNow
    busy[i] = busyNow
  }
}
