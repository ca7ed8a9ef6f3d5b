import { NS_PER_S, type Row } from "../../../engine/index.ts"
import type { Run } from "../../run/run.ts"
import { windowWidths } from "../estimates.ts"
import { latencyOf, levelOf } from "../measures.ts"
import { type Servers, serversOf } from "../slots.ts"
import { attribute, NETWORK, type Norms, PHASE_COUNT, POOL, QUEUE, SERVICE } from "../trace/attribute.ts"
import { rootsOf, slowest, timeShares } from "../trace/tail.ts"
import type { Trace } from "../trace/trace.ts"

/** Calls of one component looked at for what its slots are held by (chosen: a share of time to 1 %). */
const CALLS_LOOKED_AT = 4_000
/** A slot held for more than this many times its own work is held by waiting (chosen). */
const HELD_BY_WAITING = 1.25

/** Waiting for slots, as a share of work, that explains why a call was not answered in time (chosen). */
const WAITING_SHARE = 0.05

/** Parts of the time that requests queue at a component: for a slot, for its processor, for a lock. They add up to 1. */
export interface QueueSplit {
  readonly slot: number
  readonly cpu: number
  readonly lock: number
}

/** What the detectors of causes look at. */
export class Facts {
  readonly run: Run
  readonly trace: Trace
  readonly norms: Norms
  readonly roots: readonly Row[]
  readonly tail: readonly Row[]
  /** Where the tail's time went, as [component × phase]. */
  readonly tailShares: Float64Array
  private readonly holds = new Map<number, Float64Array>()
  private readonly queuedNs: Float64Array

  constructor(run: Run, trace: Trace) {
    this.run = run
    this.trace = trace
    this.norms = normsOf(run, trace.names)
    this.roots = rootsOf(trace)
    this.tail = slowest(trace, this.roots)
    this.tailShares = timeShares(trace, this.norms, this.tail)
    this.queuedNs = queuedBy(trace)
  }

  name(component: number): string {
    return this.trace.names[component] ?? ""
  }

  servers(component: number): Servers {
    return serversOf(this.run, this.name(component))
  }

  /** Seconds that were measured. */
  get measuredS(): number {
    return (this.run.nowNs - this.run.measuredFrom) / NS_PER_S
  }

  /** Total of a duration of a component in ns. */
  totalNs(component: number, measure: string): number {
    return latencyOf(this.run, this.name(component), measure)?.wholeRun.sum ?? 0
  }

  meanNs(component: number, measure: string): number {
    const metric = latencyOf(this.run, this.name(component), measure)
    return metric === undefined || metric.wholeRun.count === 0 ? 0 : metric.wholeRun.mean()
  }

  /** Mean wait for the processor of a request that has a slot. */
  processorWaitNs(component: number): number {
    const requests = latencyOf(this.run, this.name(component), "service")?.wholeRun.count ?? 0
    const queued = (this.queuedNs[component] ?? 0) / this.trace.sampleShare
    return requests === 0 ? 0 : (queued * this.queueSplit(component).cpu) / requests
  }

  queueSplit(component: number): QueueSplit {
    const { arePool, cores } = this.servers(component)
    const slot = arePool ? 0 : this.totalNs(component, "wait")
    const lock = this.totalNs(component, "lockWait")
    const queued = (this.queuedNs[component] ?? 0) / this.trace.sampleShare
    const cpu = cores === null ? 0 : Math.max(0, queued - slot - lock)
    const all = slot + lock + cpu
    return all === 0 ? { slot: 1, cpu: 0, lock: 0 } : { slot: slot / all, cpu: cpu / all, lock: lock / all }
  }

  /** What holds the slots of a component: the time of its calls without the wait for a slot, as [component × phase]. */
  holdOf(component: number): Float64Array {
    const known = this.holds.get(component)
    if (known !== undefined) return known
    const table = this.heldTime(component)
    this.holds.set(component, table)
    return table
  }

  /** Whether slots stay taken while calls are under way, rather than for the component's own work alone. */
  private isHeldByWaiting(component: number): boolean {
    const busy = levelOf(this.run, this.name(component), "busy")
    if (busy === undefined) return false
    const heldNs = busy.level.mean() * (this.run.nowNs - this.run.measuredFrom)
    return heldNs > this.totalNs(component, "service") * (1 + this.waitInside(component)) * HELD_BY_WAITING
  }

  /** Its own work, and the calls it made, in the windows in which its line was at least as long as usual. */
  private heldTime(component: number): Float64Array {
    const { trace } = this
    const table = new Float64Array(trace.names.length * PHASE_COUNT)
    const crowded = crowdedWindows(this.run, this.name(component))
    const { rows, stride } = this.callsBy(component, crowded)
    if (this.isHeldByWaiting(component))
      for (const row of rows) attribute(trace, this.norms, { row, scale: stride }, table)
    const at = component * PHASE_COUNT
    table[at + POOL] = 0
    table[at + QUEUE] = this.waitInside(component) * this.ownWorkNs(component, crowded)
    table[at + SERVICE] = this.ownWorkNs(component, crowded)
    return table
  }

  /** Recorded calls that a component made while it was crowded, one in `stride` of them. */
  private callsBy(component: number, crowded: Crowded): { readonly rows: readonly Row[]; readonly stride: number } {
    const { trace } = this
    const rows: Row[] = []
    for (let row = trace.firstRow; row < trace.endRow; row++) {
      const parent = trace.parentRow(row)
      if (parent < 0 || trace.toNumber(parent) !== component || !trace.isAttempt(parent) || !trace.isMeasured(row))
        continue
      if (crowded(trace.table.start(row))) rows.push(row)
    }
    const stride = Math.max(1, Math.floor(rows.length / CALLS_LOOKED_AT))
    return { rows: rows.filter((_, index) => index % stride === 0), stride }
  }

  /** Own work in crowded windows, as much of it as is recorded. */
  private ownWorkNs(component: number, crowded: Crowded): number {
    const service = latencyOf(this.run, this.name(component), "service")
    if (service === undefined) return 0
    const widths = windowWidths(this.run)
    let startNs = this.run.measuredFrom
    let sum = 0
    service.windows().forEach((window, index) => {
      if (crowded(startNs)) sum += window.sum
      startNs += widths[index] ?? 0
    })
    return sum * this.trace.sampleShare
  }

  /** Waiting with a slot in hand, for the processor or a lock, as a multiple of own work. */
  private waitInside(component: number): number {
    const { slot } = this.queueSplit(component)
    const queued = ((this.queuedNs[component] ?? 0) / this.trace.sampleShare) * (1 - slot)
    const service = this.totalNs(component, "service")
    return service === 0 ? 0 : queued / service
  }
}

/** Whether an instant lies in a window in which a line was at least as long as in the mean of the run. */
type Crowded = (ns: number) => boolean

function crowdedWindows(run: Run, component: string): Crowded {
  const queue = levelOf(run, component, "queue")
  if (queue === undefined) return () => true
  const windows = queue.windows()
  const mean = queue.level.mean()
  const widthNs = windows[0]?.durationNs ?? 0
  return (ns) => {
    const window = windows[Math.floor((ns - run.measuredFrom) / widthNs)]
    return window === undefined || window.integral >= mean * window.durationNs
  }
}

function normsOf(run: Run, names: readonly string[]): Norms {
  return {
    serviceMaxNs: Float64Array.from(names, (name) => {
      const service = latencyOf(run, name, "service")
      return service === undefined || service.wholeRun.count === 0 ? 0 : service.wholeRun.quantile(0.5) * 2
    }),
    silence: Uint8Array.from(names, (name) => silenceOf(run, name)),
  }
}

/** Waiting for a slot where there is waiting to speak of; otherwise the message or its answer never came. */
function silenceOf(run: Run, name: string): number {
  const [waited, worked] = ["wait", "service"].map((measure) => latencyOf(run, name, measure)?.wholeRun.sum ?? 0)
  if ((waited ?? 0) < (worked ?? 0) * WAITING_SHARE) return NETWORK
  return serversOf(run, name).arePool ? POOL : QUEUE
}

function queuedBy(trace: Trace): Float64Array {
  const sums = new Float64Array(trace.names.length)
  for (let row = trace.firstRow; row < trace.endRow; row++) {
    const component = trace.toNumber(row)
    if (component >= 0 && trace.isAttempt(row) && trace.isMeasured(row))
      sums[component] = (sums[component] ?? 0) + trace.table.queue(row)
  }
  return sums
}
