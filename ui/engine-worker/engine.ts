import type { Report } from "../../scenarios/report/index.ts"
import type {
  Described,
  Divergence,
  EngineApi,
  ForkRequest,
  Inside,
  Progress,
  Started,
  StartRequest,
  TheoryRow,
} from "../protocol/engine-api.ts"
import type { BranchId, FeedMessage, FeedTaken } from "../protocol/feed.ts"
import { Branch, type BranchContext } from "./branch.ts"
import { describeText } from "./describe.ts"
import { firstDivergence } from "./divergence.ts"
import { ENGINE_OPTIONS, type EngineOptions } from "./options.ts"
import { readText } from "./read-text.ts"
import type { FeedPort, Scheduler } from "./scheduler.ts"
import { theoryOf } from "./theory.ts"

/** Runs scenarios for the page: every branch that is not over, paused or ahead of what is seen goes on in turns, a slice at a time. */
export class Engine implements EngineApi {
  private readonly scheduler: Scheduler
  private readonly options: EngineOptions
  private port: FeedPort<FeedMessage> | null = null
  private branches: Branch[] = []
  /** Branches by who has waited longest for a slice. */
  private waiting: Branch[] = []
  private isScheduled = false
  /** The view's worker tells what it has taken in. */
  private isAnswered = false

  constructor(scheduler: Scheduler, options: EngineOptions = ENGINE_OPTIONS) {
    this.scheduler = scheduler
    this.options = options
  }

  connect(port: FeedPort<FeedMessage>): void {
    this.port = port
    this.isAnswered = port.addEventListener !== undefined
    port.addEventListener?.("message", ({ data }) => this.taken(data))
    port.start?.()
  }

  start(request: StartRequest): Started {
    const { source, problems } = readText(request)
    if (source === null) return { branch: null, topology: null, problems }
    this.branches = []
    this.waiting = []
    const branch = new Branch(0, source, this.context())
    branch.begin()
    this.add(branch)
    return { branch: branch.id, topology: branch.topology, problems }
  }

  describe(request: StartRequest): Described {
    return describeText(request)
  }

  fork(request: ForkRequest): Started {
    const { source, problems } = readText(request)
    if (source === null) return { branch: null, topology: null, problems }
    const parent = this.branchOf(request.from)
    const branch = new Branch(this.branches.length, source, this.context())
    const checkpoint = parent.commonWith(branch.run, request.atNs)
    if (checkpoint === null) branch.begin()
    else branch.beginFrom(parent, checkpoint)
    this.add(branch)
    return { branch: branch.id, topology: branch.topology, problems }
  }

  pause(branch: BranchId): void {
    this.branchOf(branch).pause()
  }

  resume(branch: BranchId): void {
    this.branchOf(branch).resume()
    this.schedule()
  }

  progress(branch: BranchId): Progress {
    return this.branchOf(branch).progress()
  }

  report(branch: BranchId): Report {
    return this.branchOf(branch).report()
  }

  firstDivergence(a: BranchId, b: BranchId): Divergence | null {
    return firstDivergence(this.branchOf(a), this.branchOf(b))
  }

  inside(branch: BranchId, actor: number, atNs: number): Inside {
    return this.branchOf(branch).inside(actor, atNs)
  }

  theory(branch: BranchId): readonly TheoryRow[] {
    return theoryOf(this.branchOf(branch).run)
  }

  private add(branch: Branch): void {
    this.branches.push(branch)
    this.waiting.push(branch)
    this.schedule()
  }

  private taken({ branch, nowNs }: FeedTaken): void {
    this.branches[branch]?.taken(nowNs)
    this.schedule()
  }

  private schedule(): void {
    if (this.isScheduled) return
    this.isScheduled = true
    this.scheduler.soon(() => this.turn())
  }

  /** A slice for the branch whose turn it is. */
  private turn(): void {
    this.isScheduled = false
    const next = this.waiting.findIndex((branch) => !branch.isIdle && !(this.isAnswered && branch.isAhead))
    const branch = this.waiting[next]
    if (branch === undefined) return
    this.waiting.splice(next, 1)
    this.waiting.push(branch)
    branch.work()
    this.schedule()
  }

  private context(): BranchContext {
    const { port, scheduler, options } = this
    if (port === null) throw new Error("the engine has nobody to send what it records to")
    return { port, scheduler, options }
  }

  private branchOf(id: BranchId): Branch {
    const branch = this.branches[id]
    if (branch === undefined) throw new Error(`there is no branch ${id}`)
    return branch
  }
}
