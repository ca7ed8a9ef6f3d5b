import type { CallNames } from "../trace/call-names.ts"
import { NOBODY, type RecordedRun } from "../trace/recorded-run.ts"
import { Lanes } from "./lanes.ts"

/** Where events stand. Numbers begin at 1: Perfetto takes a thread 0 for one that was left out. */
export interface Track {
  readonly pid: number
  readonly tid: number
}

/** Lanes of one replica that have an order of their own among those of its component (chosen). */
const LANES_MAX = 10_000

/** A process for each component and a thread for each lane of a replica, named when they are first used. */
export class Tracks {
  private readonly names: CallNames
  private readonly components: readonly string[]
  private readonly nobody: number
  private readonly lanes: readonly Lanes[]
  private readonly threads: (readonly Track[])[]
  private readonly named = new Set<number>()
  private threadCount = 0

  constructor(run: RecordedRun, names: CallNames) {
    this.names = names
    this.components = [...new Set(names.components), NOBODY]
    this.nobody = run.actors.length
    this.lanes = Array.from({ length: this.nobody + 1 }, () => new Lanes())
    this.threads = this.lanes.map(() => [])
  }

  /** The process of a replica's component. Where it is new, `events` gets its name. */
  process(actor: number, events: string[]): number {
    const place = this.components.indexOf(this.names.component(actor))
    const pid = place + 1
    if (this.named.has(pid)) return pid
    this.named.add(pid)
    const name = JSON.stringify(this.components[place])
    events.push(`{"ph":"M","name":"process_name","pid":${pid},"args":{"name":${name}}}`)
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
    this.threads[at] = [...threads, track]
    const replica = this.names.replica(actor)
    const name = JSON.stringify(lane === 0 ? replica : `${replica} lane ${lane + 1}`)
    const where = `"pid":${track.pid},"tid":${track.tid}`
    events.push(`{"ph":"M","name":"thread_name",${where},"args":{"name":${name}}}`)
    events.push(
      `{"ph":"M","name":"thread_sort_index",${where},"args":{"sort_index":${at * LANES_MAX + Math.min(lane, LANES_MAX - 1)}}}`,
    )
    return track
  }
}
