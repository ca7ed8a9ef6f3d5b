import { OFF, type Recorder } from "../../engine/index.ts"
import type { ScenarioPlan } from "../../scenarios/plan.ts"
import { buildReport, type Report } from "../../scenarios/report/index.ts"
import { requestsExpected } from "../../scenarios/report/recorder.ts"
import type { EstateOptions } from "../../scenarios/run/estate.ts"
import { insideOf } from "../../scenarios/run/inside.ts"
import { Run } from "../../scenarios/run/run.ts"
import { differsFromNs, takeOver } from "../../scenarios/run/take-over.ts"
import type { Problem } from "../../scenarios/text/problem.ts"
import type { Inside, Progress } from "../protocol/engine-api.ts"
import type { BranchId, FeedBegin, FeedMessage, FeedMore } from "../protocol/feed.ts"
import type { Topology } from "../protocol/topology.ts"
import { Blocks } from "./blocks.ts"
import { BranchRecord } from "./branch-record.ts"
import { type Checkpoint, Checkpoints } from "./checkpoints.ts"
import { Marks } from "./marks.ts"
import type { EngineOptions } from "./options.ts"
import type { FeedPort, Scheduler } from "./scheduler.ts"
import { buffersOf } from "./sent.ts"
import { topologyOf } from "./topology.ts"

/** What a branch works with. */
export interface BranchContext {
  readonly port: FeedPort<FeedMessage>
  readonly scheduler: Scheduler
  readonly options: EngineOptions
}

/** A text that was read, and how it is run. */
export interface BranchSource {
  readonly plan: ScenarioPlan
  readonly seed: string
  /** Warnings. */
  readonly problems: readonly Problem[]
  /** Of the files that the plan names. */
  readonly samplesOf: NonNullable<EstateOptions["samplesOf"]>
}

/** One run: it goes on slice by slice and sends what it has recorded at growing intervals. */
export class Branch {
  readonly id: BranchId
  readonly source: BranchSource
  readonly run: Run
  readonly record: BranchRecord
  readonly checkpoints: Checkpoints
  readonly blocks: Blocks
  readonly topology: Topology
  isPaused = false
  private readonly context: BranchContext
  private readonly marks: Marks
  private sendEveryMs: number
  /** Since it last sent; what others do meanwhile, and waiting for the view's worker, makes no message shorter. */
  private workedMs = 0
  private isOver = false
  /** How far it was when it sent, the last time and the time before, and how far that can be seen. */
  private readonly sentNs = { last: 0, before: 0 }
  private takenNs = 0
  private looked: Run | null = null

  constructor(id: BranchId, source: BranchSource, context: BranchContext) {
    const { plan, seed, samplesOf } = source
    const { options } = context
    this.id = id
    this.source = source
    this.context = context
    this.record = new BranchRecord(source, options.recordBytesMax)
    this.run = new Run(plan, { seed, samplesOf, recorder: this.record.recorder })
    this.record.attach(this.run)
    this.topology = topologyOf(this.run)
    this.marks = new Marks(this.run)
    this.checkpoints = new Checkpoints(options.checkpoints)
    this.blocks = new Blocks(options.blockEvents)
    this.sendEveryMs = options.sendFirstMs
  }

  /** Nothing is left to do unless somebody asks. */
  get isIdle(): boolean {
    return this.isPaused || this.isOver
  }

  /**
   * The view's worker has not taken in yet what was sent before the last: to go on would only put what is seen further
   * behind, and take the processor from it. Where it is as fast the next has come before it is done with the one before.
   */
  get isAhead(): boolean {
    return this.takenNs < this.sentNs.before
  }

  /** What was sent up to an instant can be seen. An answer to what another run sent, as it may come after a start, is none. */
  taken(nowNs: number): void {
    if (nowNs <= this.sentNs.last) this.takenNs = Math.max(this.takenNs, nowNs)
  }

  /** The last checkpoint of this branch that a fresh run, of another text, can go on from; null where there is none. */
  commonWith(run: Run, atNs: number): Checkpoint | null {
    const differs = new Map<Run, number>()
    return this.checkpoints.last(({ nowNs, owner }) => {
      const fromNs = differs.get(owner) ?? differsFromNs(run, owner)
      differs.set(owner, fromNs)
      return nowNs <= atNs && nowNs < fromNs
    })
  }

  /** Goes on from a checkpoint of another branch, as the run it would be from its beginning. */
  beginFrom(parent: Branch, checkpoint: Checkpoint): void {
    const { run, record } = this
    if (!parent.isOver) parent.send()
    takeOver(run, checkpoint.saved, checkpoint.owner)
    record.inherit(parent.record)
    this.blocks.inherit(parent.blocks, run.events)
    this.checkpoints.inherit(parent.checkpoints, checkpoint)
    const { spans, events } = record.recorder
    this.begin({
      branch: parent.id,
      spans: spans.firstRow,
      events: events.firstRow,
      slots: record.journal.table.firstRow,
      atNs: run.nowNs,
    })
  }

  /** A run of its own at the last checkpoint for which it holds, or at the beginning. Nothing of it is recorded unless asked. */
  replay(holds: (checkpoint: Checkpoint) => boolean, recorder: Recorder = OFF): Run {
    const { plan, seed, samplesOf } = this.source
    const run = new Run(plan, { seed, samplesOf, recorder })
    const checkpoint = this.checkpoints.last(holds)
    if (checkpoint !== null) takeOver(run, checkpoint.saved, checkpoint.owner)
    return run
  }

  begin(shares: FeedBegin["shares"] = null): void {
    const { id, topology, run } = this
    const calls = Math.max(1, topology.edges.length)
    const spansExpected = Math.ceil(requestsExpected(run.plan, this.source.samplesOf) * this.record.sampleShare * calls)
    this.context.port.postMessage({ type: "begin", branch: id, topology, spansExpected, shares }, [])
  }

  /** Goes on for a slice of time, and sends what is due. */
  work(): void {
    const { scheduler, options } = this.context
    const beganMs = scheduler.nowMs()
    const { run, blocks } = this
    let nowMs = beganMs
    while (!run.finished && nowMs - beganMs < options.sliceMs) {
      run.advance(Number.POSITIVE_INFINITY, Math.min(options.lookEvents, blocks.left(run)))
      blocks.note(run)
      nowMs = scheduler.nowMs()
    }
    this.workedMs += nowMs - beganMs
    this.checkpoints.note(run, nowMs - beganMs)
    if (run.finished) this.end()
    else if (this.workedMs >= this.sendEveryMs) {
      this.send()
      this.sendEveryMs = Math.min(2 * this.sendEveryMs, options.sendEveryMsMax)
    }
  }

  pause(): void {
    this.isPaused = true
    if (!this.isOver) this.send()
  }

  resume(): void {
    this.isPaused = false
  }

  progress(): Progress {
    const { run, record, isPaused } = this
    const { nowNs, events, finished, digest, stoppedBy } = run
    const { bytes: recordBytes, sampleShare } = record
    const { fullAtNs } = record.recorder
    return { nowNs, events, finished, isPaused, digest, stoppedBy, recordBytes, fullAtNs, sampleShare }
  }

  report(): Report {
    if (!this.isOver) this.send()
    const warnings = this.source.problems.map(({ code, message }) => ({ code, message }))
    return this.record.whole(() => buildReport(this.run, { warnings }))
  }

  /** What a replica holds at an instant, from a run of its own that goes there; at most as far as this one has got. */
  inside(actor: number, atNs: number): Inside {
    const run = this.runAt(Math.min(atNs, this.run.nowNs))
    const replica = run.estate.instances[actor]
    if (replica === undefined) throw new Error(`there is no replica ${actor}`)
    return { actor: replica.name, parts: insideOf(run, actor) }
  }

  /** The run of the latest question is kept: who plays on asks again a little later. */
  private runAt(atNs: number): Run {
    const checkpoint = this.checkpoints.last(({ nowNs }) => nowNs <= atNs)
    const { looked } = this
    const isNearer = looked !== null && looked.nowNs <= atNs && looked.nowNs >= (checkpoint?.nowNs ?? 0)
    const run = isNearer ? looked : this.replay(({ nowNs }) => nowNs <= atNs)
    run.advance(atNs)
    this.looked = run
    return run
  }

  private end(): void {
    this.send()
    this.isOver = true
    this.context.port.postMessage({ type: "end", branch: this.id, nowNs: this.run.nowNs }, [])
  }

  private send(): void {
    const { id, run, marks } = this
    const more: FeedMore = {
      type: "more",
      branch: id,
      nowNs: run.nowNs,
      dispatched: run.events,
      ...this.record.take(),
      marks: [...marks.takeFaults(), ...marks.takeBreaches()],
    }
    const { sentNs } = this
    sentNs.before = sentNs.last
    sentNs.last = run.nowNs
    this.workedMs = 0
    this.context.port.postMessage(more, buffersOf(more))
  }
}
