import { join } from "node:path"
import { EventPool } from "../../engine/queue/event-pool.ts"
import { LadderQueue } from "../../engine/queue/ladder-queue.ts"
import { DELAY_KINDS, DELAYS, type DelayKind, delayTable, firstTimeNs } from "./delays.ts"
import { Peer } from "./peer.ts"

export interface HoldOptions {
  /** Events pending; each size is measured with each kind of delay. */
  readonly pending?: readonly number[]
  readonly delays?: readonly DelayKind[]
  /** Steps of a round, and rounds, of which the median counts. */
  readonly steps?: number
  readonly rounds?: number
}

export interface Result {
  readonly bench: "hold"
  readonly delays: DelayKind
  readonly pending: number
  readonly eventsPerCpuSecond: number
  /** Above 1: faster than C++. Null where there is no g++, with the reason. */
  readonly ratioToPriorityQueue: number | null
  readonly reason: string | null
}

/** Steps before the clock starts, at least: enough for the compiler, and each event has been renewed three times. */
const WARM_UP = 300_000

/**
 * The hold model: take the first event, set it again after the next delay of a table. Ours is what the kernel does
 * for a timer (slot, sequence, handle validity, cancellable); std::priority_queue moves 24 B events about.
 * Both must see the same events in the same order, or this throws.
 * `folder` is the one this file is in; a bundle cannot know it.
 */
export function run(options: HoldOptions = {}, folder = join(process.cwd(), "bench", "hold")): Result[] {
  const peer = new Peer(join(folder, "priority-queue.cpp"))
  try {
    return (options.pending ?? [10, 1e3, 1e5, 1e6]).flatMap((pending) =>
      (options.delays ?? DELAY_KINDS).map((kind) => measure(kind, pending, options, peer)),
    )
  } finally {
    peer.close()
  }
}

function measure(kind: DelayKind, pending: number, options: HoldOptions, peer: Peer): Result {
  const delays = delayTable(kind)
  const firstTimesNs = Float64Array.from({ length: pending }, (_, index) => firstTimeNs(kind, delays, index))
  const { steps = 500_000, rounds = 3 } = options
  const task = { firstTimesNs, delays, warmUp: Math.max(WARM_UP, 3 * pending), steps, rounds }
  // In turn, before and after: what else the machine does meanwhile meets both.
  const before = peer.missing === null ? peer.run(task) : null
  const hold = new Hold(delays, firstTimesNs)
  hold.step(task.warmUp)
  const ours = Array.from({ length: rounds }, () => hold.cpuNs(steps) / steps)
  const after = peer.missing === null ? peer.run(task) : null
  for (const { sum } of [before, after].filter((each) => each !== null)) {
    if (sum !== hold.sum) throw new Error(`hold: ${kind}, ${pending} pending: the two queues disagree`)
  }
  const theirs = [...(before?.nsPerStep ?? []), ...(after?.nsPerStep ?? [])]
  return {
    bench: "hold",
    delays: kind,
    pending,
    eventsPerCpuSecond: 1e9 / median(ours),
    ratioToPriorityQueue: peer.missing === null ? median(theirs) / median(ours) : null,
    reason: peer.missing,
  }
}

/** The kernel's pool and queue with `firstTimesNs.length` events in them. */
class Hold {
  /** Depends on which event came when. */
  sum = 0
  private readonly pool = new EventPool()
  private readonly queue = new LadderQueue(this.pool)
  private readonly delays: Float64Array

  constructor(delays: Float64Array, firstTimesNs: Float64Array) {
    this.delays = delays
    for (const [index, timeNs] of firstTimesNs.entries()) {
      this.queue.insert(this.pool.allocate(timeNs, index & 3, 8, index))
    }
  }

  cpuNs(steps: number): number {
    const start = process.cpuUsage()
    this.step(steps)
    const { user, system } = process.cpuUsage(start)
    return (user + system) * 1e3
  }

  step(steps: number): void {
    const { pool, queue, delays } = this
    let sum = this.sum
    for (let index = 0; index < steps; index++) {
      const nowNs = queue.firstTimeNs()
      const slot = queue.pop()
      const actor = pool.actorOf(slot)
      const kind = pool.kindOf(slot)
      const argument = pool.argumentOf(slot)
      pool.free(slot)
      sum = (sum + argument * (index & 7)) | 0
      queue.insert(pool.allocate(nowNs + (delays[index & (DELAYS - 1)] ?? 0), actor, kind, argument))
    }
    this.sum = sum
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return ((sorted[(sorted.length - 1) >> 1] ?? Number.NaN) + (sorted[sorted.length >> 1] ?? Number.NaN)) / 2
}
