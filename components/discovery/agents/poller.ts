import { capture, type Frame, OK, type Plain, type Port, reinstate, uniform01 } from "../../../engine/index.ts"
import type { Asking, Follower } from "./asking.ts"
import { ANY } from "./way.ts"

/** Fetches the whole list at intervals; on failure it tries the other servers, and then waits for the next time. */
export class Poller implements Follower {
  /** Servers asked in vain this time. */
  private failures = 0
  private readonly asking: Asking
  private readonly intervalNs: number
  private readonly ports: readonly Port[]

  constructor(asking: Asking, intervalNs: number) {
    this.asking = asking
    this.intervalNs = intervalNs
    this.ports = asking.way.ports(asking.timeoutNs)
  }

  start(isFirst: boolean): void {
    const { random, isSettled } = this.asking
    random.step()
    const phaseNs = Math.floor(uniform01(random.a, random.b) * this.intervalNs)
    if (isFirst && isSettled) this.asking.after(phaseNs, 0)
    else this.onTimer()
  }

  onTimer(): void {
    this.failures = 0
    this.fetch()
  }

  onReply(frame: Frame): void {
    const { sim, way } = this.asking
    const letter = sim.frames.outcome(frame) === OK ? way.answered(frame) : undefined
    if (letter?.kind === "answer") this.asking.learn("", letter.hosts)
    else {
      way.next()
      this.failures++
      if (this.failures < way.servers) {
        this.fetch()
        return
      }
    }
    this.asking.after(this.intervalNs, 0)
  }

  snapshot(): Plain {
    return capture(this, ["failures"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["failures"], saved)
  }

  private fetch(): void {
    this.asking.ask(this.ports, ANY, 0)
  }
}
