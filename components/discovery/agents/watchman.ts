import { capture, type Frame, OK, type Plain, reinstate } from "../../../engine/index.ts"
import type { Watchman as WatchmanPlan } from "../liveness/contract.ts"
import { REGISTER, REPORT } from "../operations.ts"
import type { Duty, Post } from "./duty.ts"
import { Tries } from "./tries.ts"

const CHECK = 0
const SYNC = 1
const RETRY = 2

/** Tags: a report, and a check. */
const REPORTED = 0
const CHECKED = 1

const FIELDS = ["isPassing", "told", "streak", "isEntered"] as const

/** Full synchronisations spread over a time that grows with the estate: 1 up to 128 hosts, then with their logarithm. */
const SPREAD_FROM = 128

/** Somebody beside a host who checks it and tells the servers when that changes, and from time to time anyway. */
export class Watchman implements Duty {
  readonly outlivesHost: boolean
  readonly heardNs = 0
  private readonly tries = new Tries()
  private isPassing = false
  /** What the servers were told last; what is being told now. */
  private told = false
  private isEntered = false
  /** Checks in a row with the same end, above 0 good ones, below 0 bad ones. */
  private streak = 0
  private readonly plan: WatchmanPlan
  private readonly post: Post
  private readonly hosts: () => number

  constructor(plan: WatchmanPlan, post: Post, hosts: () => number) {
    this.outlivesHost = !plan.diesWithHost
    this.plan = plan
    this.post = post
    this.hosts = hosts
  }

  start(isEntered: boolean): void {
    this.tries.end()
    this.streak = 0
    this.isPassing = isEntered
    this.told = isEntered
    this.isEntered = isEntered
    this.post.after(Math.floor(this.post.draw() * this.plan.intervalNs), CHECK)
    this.setSync()
    if (!isEntered) this.tell()
  }

  onTimer(argument: number): void {
    if (argument === CHECK) {
      if (!this.plan.fromEnd) this.post.after(this.plan.intervalNs, CHECK)
      this.post.probe(CHECKED)
      return
    }
    if (argument === SYNC) this.setSync()
    this.tell()
  }

  onReply(frame: Frame, tag: number): void {
    const isGood = this.post.sim.frames.outcome(frame) === OK
    if (tag === CHECKED) this.judge(isGood)
    else if (isGood) {
      this.tries.end()
      this.isEntered = true
      if (this.told !== this.isPassing) this.tell()
    } else {
      this.post.way.next()
      if (this.tries.goesOn(this.post.way.servers)) this.ask()
      else this.post.after(Math.floor(this.plan.retryNs * (1 + this.post.draw())), RETRY)
    }
  }

  onThaw(): void {
    // It has not hung with its host.
  }

  snapshot(): Plain {
    return { ...capture(this, FIELDS), tries: this.tries.snapshot() }
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
    this.tries.restore(Object(saved).tries)
  }

  private judge(isGood: boolean): void {
    const { fromEnd, intervalNs, rise, fall } = this.plan
    if (fromEnd) this.post.after(intervalNs, CHECK)
    this.streak = isGood ? Math.max(this.streak, 0) + 1 : Math.min(this.streak, 0) - 1
    if (this.streak >= rise) this.isPassing = true
    else if (-this.streak >= fall) this.isPassing = false
    if (this.isPassing !== this.told) this.tell()
  }

  private setSync(): void {
    const { syncNs } = this.plan
    if (syncNs < Infinity) this.post.after(Math.floor(syncNs * (1 + spreadOf(this.hosts()) * this.post.draw())), SYNC)
  }

  private tell(): void {
    if (this.tries.begin()) this.ask()
  }

  private ask(): void {
    this.told = this.isPassing
    this.post.ask(this.isEntered ? REPORT : REGISTER, this.isPassing, REPORTED)
  }
}

/** Consul's aeScale: how many times the interval the synchronisations of so many hosts are spread over. */
function spreadOf(hosts: number): number {
  let spread = 1
  for (let reached = SPREAD_FROM; reached < hosts; reached *= 2) spread++
  return spread
}
