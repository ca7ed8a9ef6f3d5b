import type { Recorder } from "../../engine/index.ts"
import type { Run } from "../../scenarios/run/run.ts"
import type { Divergence, DivergentEvent } from "../protocol/engine-api.ts"
import type { Branch } from "./branch.ts"

/**
 * The first event in which two branches differ, as far as both have got; null where none does. The digests after every
 * block of events say in which block it is, and that is run again from the checkpoint before it.
 */
export function firstDivergence(a: Branch, b: Branch): Divergence | null {
  const { size } = a.blocks
  const block = firstDifferingBlock(a, b)
  const from = block * size
  const to = Math.min(from + size, reached(a, b))
  const [left, right] = [eventsOf(a, from, to), eventsOf(b, from, to)]
  for (let event = from; event < to; event++) {
    const [one, two] = [left.at(event - from), right.at(event - from)]
    if (one !== null && two !== null && isSame(one, two)) continue
    return { event, a: one && named(one, a), b: two && named(two, b) }
  }
  return null
}

/** By bisection: once two runs have parted their digests differ for good. Where all are the same, the block after them. */
function firstDifferingBlock(a: Branch, b: Branch): number {
  const [left, right] = [a.blocks.all, b.blocks.all]
  let low = 0
  let high = Math.min(left.length, right.length)
  while (low < high) {
    const middle = (low + high) >>> 1
    if (left[middle] === right[middle]) low = middle + 1
    else high = middle
  }
  return low
}

/** Events both can be asked for: a run that is over has none after its last, which is a difference too. */
function reached(a: Branch, b: Branch): number {
  const [left, right] = [a.run, b.run]
  if (left.finished && right.finished) return Math.max(left.events, right.events)
  if (left.finished) return right.events
  return right.finished ? left.events : Math.min(left.events, right.events)
}

type Happened = Omit<DivergentEvent, "actor"> & { readonly actor: number }

function isSame(one: Happened, two: Happened): boolean {
  return one.timeNs === two.timeNs && one.actor === two.actor && one.kind === two.kind && one.argument === two.argument
}

/** Events `from` to below `to` of a branch, run again. */
function eventsOf(branch: Branch, from: number, to: number): Captured {
  const captured = new Captured()
  const run = branch.replay(({ events }) => events <= from, captured)
  const end = Math.min(to, branch.run.events)
  if (run.events < from) run.advance(Number.POSITIVE_INFINITY, from - run.events)
  captured.clear()
  if (end > from) run.advance(Number.POSITIVE_INFINITY, end - from)
  return captured
}

/** Keeps events as numbers: four of each. */
class Captured implements Recorder {
  readonly keepsEvents = true
  readonly keepsSpans = false
  private values: number[] = []

  event(nowNs: number, actor: number, kind: number, argument: number): void {
    this.values.push(nowNs, actor, kind, argument)
  }

  begin(): void {}

  end(): void {}

  snapshot(): null {
    return null
  }

  restore(): void {}

  clear(): void {
    this.values = []
  }

  /** Null after the last. */
  at(index: number): Happened | null {
    const [timeNs, actor, kind, argument] = this.values.slice(4 * index, 4 * index + 4)
    if (timeNs === undefined || actor === undefined || kind === undefined || argument === undefined) return null
    return { timeNs, actor, kind, argument }
  }
}

function named(event: Happened, { run }: Branch): DivergentEvent {
  return { ...event, actor: nameOf(event.actor, run) }
}

/** Behind the replicas stand the agents beside them, and as the last the schedule of faults. */
function nameOf(actor: number, { estate }: Run): string {
  const replica = estate.instances[actor]
  if (replica !== undefined) return replica.name
  if (actor === estate.sim.actors.length - 1) return "faults"
  return `agent ${actor - estate.instances.length}`
}
