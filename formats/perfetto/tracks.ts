import type { CallNames } from "../trace/call-names.ts"
import type { RecordedRun } from "../trace/recorded-run.ts"
import { Lanes } from "./lanes.ts"

/** Where events stand. Numbers begin at 1: Perfetto takes a thread 0 for one that was left out. */
export interface Track {
  readonly pid: number
  readonly tid: number
}

/** Lanes of one replica that have an order of their own among those of its component (chosen). */
const LANES_MAX = 10_000

/**
 * A process for each component, in the order of their first use, which puts callers before those they call; and a thread
 * for each lane of a replica. What is new says its name first.
 */
export class Tracks {
  private readonly names: CallNames
  private readonly nobody: number
  private readonly pids = new Map<string, number>()
  /** By replica, the last of them nobody. */
  private readonly lanes: readonly Lanes[]
  private readonly threads: readonly Track[][]
  private threadCount = 0

  constructor(run: RecordedRun, names: CallNames) {
    this.names = names
    this.nobody = run.actors.length
    this.lanes = Array.from({ length: this.nobody + 1 }, () => new Lanes())
    this.threads = this.lanes.map(() => [])
  }

  /** The process of a replica's component. Where it is new, `events` gets its name. */
  process(actor: number, events: string[]): number {
    const component = this.names.component(actor)
    const known = this.pids.get(component)
    if (known !== undefined) return known
    const pid = this.pids.size + 1
    this.pids.set(component, pid)
    events.push(`{"ph":"M","name":"process_name","pid":${pid},"args":{"name":${JSON.stringify(component)}}}`)
    events.push(`{"ph":"M","name":"process_sort_index","pid":${pid},"args":{"sort_index":${pid}}}`)
    return pid
  }

  /** The lane of a span; they come in the order of their start. Where it is new, `events` gets its name. */
  place(actor: number, startNs: number, endNs: number, events: string[]): Track {
    const at = Math.min(actor, this.nobody)
    const lane = this.lanes[at]?.take(startNs, endNs) ?? 0
    const threads = this.threads[at] ?? []
    const known = threads[lane]
    if (known !== undefined) return known
    const track = { pid: this.process(actor, events), tid: ++this.threadCount }
    threads.push(track)
    const replica = this.names.replica(actor)
    const name = JSON.stringify(lane === 0 ? replica : `${replica} lane ${lane + 1}`)
    const order = at * LANES_MAX + Math.min(lane, LANES_MAX - 1)
    const where = `"pid":${track.pid},"tid":${track.tid}`
    events.push(`{"ph":"M","name":"thread_name",${where},"args":{"name":${name}}}`)
    events.push(`{"ph":"M","name":"thread_sort_index",${where},"args":{"sort_index":${order}}}`)
    return track
  }
}
