import { capture, type Frame, OK, type Plain, type Port, reinstate } from "../../../engine/index.ts"
import type { Asking, Follower } from "./asking.ts"
import { ANY } from "./way.ts"

export interface WatcherParams {
  readonly wait: number
  readonly jitter: number
  readonly carries: "list" | "notice"
  readonly retry: number
}

/** Asks for each component's next change, all the time. The argument of a timer, and the tag, say which component. */
export class Watcher implements Follower {
  /** By component: the change that it knows; 0 where it has to be told everything. */
  private known: number[] = []
  private readonly params: WatcherParams
  private readonly asking: Asking
  private readonly ports: readonly Port[]

  constructor(params: WatcherParams, asking: Asking) {
    this.params = params
    this.asking = asking
    this.ports = asking.way.ports(Math.ceil(params.wait * (1 + params.jitter)) + asking.timeoutNs)
  }

  start(): void {
    this.known = this.asking.services.map(() => 0)
    for (const which of this.known.keys()) this.ask(which)
  }

  onTimer(which: number): void {
    this.ask(which)
  }

  onReply(frame: Frame, which: number): void {
    const { sim, way } = this.asking
    const letter = sim.frames.outcome(frame) === OK ? way.answered(frame) : undefined
    if (letter?.kind !== "answer") {
      // What one server calls a change may be none to another: the next is asked for everything.
      way.next()
      this.known[which] = 0
      this.asking.after(this.params.retry, which)
      return
    }
    const before = this.known[which] ?? 0
    const isNews = letter.index !== before
    if (isNews && before > 0 && this.params.carries === "notice") this.known[which] = 0
    else {
      this.known[which] = letter.index
      if (isNews) this.asking.learn(this.asking.services[which] ?? "", letter.hosts)
    }
    this.ask(which)
  }

  snapshot(): Plain {
    return capture(this, ["known"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["known"], saved)
  }

  private ask(which: number): void {
    const service = this.asking.services[which] ?? ""
    this.asking.ask(this.ports, { ...ANY, service, index: this.known[which] ?? 0 }, which)
  }
}
