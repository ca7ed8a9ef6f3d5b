import { capture, type Frame, OK, type Plain, type Port, reinstate, uniform01 } from "../../../engine/index.ts"
import type { Asking, Follower } from "./asking.ts"
import { ANY } from "./way.ts"

export interface LookupParams {
  readonly ttl: number
  readonly name: "short" | "qualified" | "absolute"
  readonly ndots: number
  readonly searchDomains: number
  readonly onFailure: "forget" | "keep"
}

/** A and AAAA. */
const RECORDS = 2
/** resolv.conf(5): attempts. */
const ATTEMPTS = 2
/** After a lookup that failed (chosen: callers look a name up whenever they call). */
const RETRY_NS = 1e9
/** `pay.default.svc.cluster.local` */
const QUALIFIED_DOTS = 4

/** One lookup in progress: names tried before the right one, answers of this name to come, attempts that failed. */
type Lookup = {
  round: number
  pending: number
  failures: number
  isFailed: boolean
  hosts: readonly number[]
  ttlNs: number
}

/** Looks each component's name up when the last answer has run out, with every name a resolver tries. */
export class Lookups implements Follower {
  private lookups: Lookup[] = []
  private readonly params: LookupParams
  private readonly asking: Asking
  private readonly ports: readonly Port[]
  /** Names tried in vain before the right one. */
  private readonly wrongNames: number

  constructor(params: LookupParams, asking: Asking) {
    this.params = params
    this.asking = asking
    this.ports = asking.way.ports(asking.timeoutNs)
    this.wrongNames = wrongNamesOf(params)
  }

  start(isFirst: boolean): void {
    const { random, isSettled, services } = this.asking
    this.lookups = services.map(fresh)
    for (const which of services.keys()) {
      random.step()
      const phaseNs = Math.floor(uniform01(random.a, random.b) * this.params.ttl)
      if (isFirst && isSettled) this.asking.after(phaseNs, which)
      else this.ask(which)
    }
  }

  onTimer(which: number): void {
    this.lookups[which] = fresh()
    this.ask(which)
  }

  onReply(frame: Frame, which: number): void {
    const { sim, way } = this.asking
    const lookup = this.lookups[which]
    if (lookup === undefined) return
    const letter = sim.frames.outcome(frame) === OK ? way.answered(frame) : undefined
    if (letter?.kind === "answer") {
      lookup.hosts = letter.hosts
      lookup.ttlNs = letter.ttlNs
    } else lookup.isFailed = true
    lookup.pending--
    if (lookup.pending === 0) this.goOn(which, lookup)
  }

  snapshot(): Plain {
    return capture(this, ["lookups"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["lookups"], saved)
  }

  private ask(which: number): void {
    const lookup = this.lookups[which]
    if (lookup === undefined) return
    const { asking } = this
    const { way, services } = asking
    const service = lookup.round < this.wrongNames ? NO_SUCH_NAME : (services[which] ?? NO_SUCH_NAME)
    lookup.pending = RECORDS
    for (let record = 0; record < RECORDS; record++) {
      way.change()
      asking.ask(this.ports, { ...ANY, service }, which)
    }
  }

  /** Both answers to a name are in, or nobody gave any. */
  private goOn(which: number, lookup: Lookup): void {
    const { asking } = this
    if (lookup.isFailed) {
      lookup.isFailed = false
      lookup.failures++
      if (lookup.failures < ATTEMPTS) {
        this.ask(which)
        return
      }
      if (this.params.onFailure === "forget") asking.learn(asking.services[which] ?? "", [])
      asking.after(RETRY_NS, which)
      return
    }
    if (lookup.round < this.wrongNames) {
      lookup.round++
      this.ask(which)
      return
    }
    asking.learn(asking.services[which] ?? "", lookup.hosts)
    asking.after(lookup.ttlNs, which)
  }
}

/** No component has a space in its name. */
const NO_SUCH_NAME = "no such name"

function fresh(): Lookup {
  return { round: 0, pending: 0, failures: 0, isFailed: false, hosts: [], ttlNs: 0 }
}

function wrongNamesOf({ name, ndots, searchDomains }: LookupParams): number {
  return name === "qualified" && QUALIFIED_DOTS < ndots ? searchDomains : 0
}
