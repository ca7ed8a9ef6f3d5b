import { capture, hashTriple, type Plain, pickIndex, reinstate, type Stream, uniform01 } from "../../../engine/index.ts"
import { Backends, type BackendsWatcher } from "./backends.ts"
import type { Chooser } from "./balancer.ts"
import { localityShares } from "./localities.ts"
import type { MemberRules } from "./member-rules.ts"
import { firstUp, levelAt, type PriorityLoads, priorityLoads } from "./priority-levels.ts"
import { slowStartFactor } from "./slow-start.ts"
import { type ZoneRouting, zoneAt, zoneRouting } from "./zone-routing.ts"

/** Where backends and callers stand. */
export interface Places {
  /** Zone of each backend, "" for nowhere. */
  readonly zoneOf: readonly string[]
  /** The caller's. */
  readonly own: string
  /** Replicas of the caller's component in each zone. */
  readonly callers: ReadonlyMap<string, number>
}

export interface MembersParts {
  readonly clock: { readonly nowNs: number }
  readonly backends: Backends
  readonly rules: MemberRules
  readonly places: Places
  /** Which level and zone a call goes to. */
  readonly random: Stream
  /** Chooses among those that are up of a view; each has a state and chance of its own, as its `label` says. */
  readonly chooserOf: (view: Backends, label: string) => Chooser
}

/** Backends that are chosen among together: of a level, in all zones or in one. The others are down in its view. */
interface Group {
  readonly level: number
  readonly zone: string | null
  readonly has: readonly boolean[]
  readonly view: Backends
  readonly chooser: Chooser
}

const FIELDS = ["since", "rising"] as const

/**
 * Stands between a caller's backends and its strategy: chooses a level by what its backends can carry, a zone within
 * it, and lets the strategy choose among the backends of both, with the weights that newcomers have so far.
 */
export class Members implements Chooser, BackendsWatcher {
  readonly hears: boolean
  readonly asksAlone = true
  private readonly parts: MembersParts
  private readonly levelOf: readonly number[]
  private readonly levels: number
  /** The caller's own first. */
  private readonly zones: readonly string[]
  private readonly groups: readonly Group[]
  /** By level. */
  private readonly whole: readonly Group[]
  /** By level, then by zone. */
  private readonly zonal: readonly (readonly Group[])[]
  /** When each backend came back, for those whose weight is rising. */
  private since: Float64Array
  private rising: number[] = []
  /** What follows from who is up, worked out anew when that has changed. */
  private isStale = true
  private loads: readonly number[] = []
  private routing: ZoneRouting = { local: -1, residual: [] }
  private shares: readonly (readonly number[])[] = []

  constructor(parts: MembersParts) {
    this.parts = parts
    const { backends, rules, places } = parts
    const { length } = backends
    this.levelOf = Array.from({ length }, (_, index) => rules.priorities?.levels[index] ?? 0)
    this.levels = 1 + Math.max(0, ...this.levelOf)
    this.zones =
      rules.locality === undefined ? [] : [...new Set([places.own, ...places.callers.keys(), ...places.zoneOf])]
    this.since = new Float64Array(length)
    const levels = Array.from({ length: this.levels }, (_, level) => level)
    this.whole = levels.map((level) => this.group(level, null))
    this.zonal = levels.map((level) => this.zones.map((zone) => this.group(level, zone)))
    this.groups = [...this.whole, ...this.zonal.flat()]
    this.hears = this.groups.some(({ chooser }) => chooser.hears)
    backends.watchedBy(this)
  }

  changed(index: number, wasUp: boolean): void {
    this.isStale = true
    const { backends, rules, clock } = this.parts
    const isUp = backends.isUp(index)
    if (rules.slowStart === undefined || isUp === wasUp) return
    this.rising = this.rising.filter((one) => one !== index)
    if (isUp) {
      this.since[index] = clock.nowNs
      this.rising.push(index)
    } else this.weigh(index, 1)
  }

  choose(nowNs: number, key: number, _backends?: Backends, tried = 0): number {
    if (this.isStale) this.refresh()
    if (this.rising.length > 0) this.raise(nowNs)
    if (this.groups.length === 1) return choiceOf(this.whole[0], nowNs, key, tried)
    const { random } = this.parts
    random.step()
    const level = levelAt(this.loads, pickIndex(random.a, 100))
    const zone = this.zoneFor(level, random.a, random.b)
    const index = zone < 0 ? -1 : choiceOf(this.zonal[level]?.[zone], nowNs, key, tried)
    return index >= 0 ? index : choiceOf(this.whole[level], nowNs, key, tried)
  }

  accepts(index: number): boolean {
    if (this.isStale) this.refresh()
    return this.groups.some(({ view }) => view.isUp(index))
  }

  settled(nowNs: number, index: number, latencyNs: number, outcome: number): void {
    for (const { has, chooser } of this.groups)
      if (chooser.hears && has[index] === true) chooser.settled(nowNs, index, latencyNs, outcome)
  }

  snapshot(): Plain {
    return {
      ...capture(this, FIELDS),
      random: [...this.parts.random.snapshot().state],
      groups: this.groups.map(({ chooser }) => chooser.snapshot()),
    }
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
    const from = Object(saved)
    this.parts.random.restore({ state: from.random })
    for (const [at, { chooser }] of this.groups.entries()) chooser.restore(from.groups[at])
    for (let index = 0; index < this.parts.backends.length; index++) this.weigh(index, 1)
    this.isStale = true
  }

  private group(level: number, zone: string | null): Group {
    const { backends, places, chooserOf } = this.parts
    const has = this.levelOf.map((of, index) => of === level && (zone === null || places.zoneOf[index] === zone))
    const view = new Backends([...backends.actors], [...backends.weight], backends.inFlight)
    const isAll = this.levels === 1 && zone === null
    return { level, zone, has, view, chooser: chooserOf(view, isAll ? "" : `${level}:${zone ?? "*"}`) }
  }

  /** The zone's place in `zones`, -1 for all of the level. */
  private zoneFor(level: number, a: number, b: number): number {
    const { locality } = this.parts.rules
    if (locality === undefined) return -1
    const luck = uniform01(hashTriple(a, b, 1), hashTriple(b, a, 1))
    if (locality.kind === "zone-aware") {
      if (level > 0 || this.routing.local < 0) return -1
      return zoneAt(this.routing, luck, uniform01(hashTriple(a, b, 2), hashTriple(b, a, 2)))
    }
    let above = 0
    return (this.shares[level] ?? []).findIndex((part) => {
      above += part
      return luck < above
    })
  }

  private refresh(): void {
    this.isStale = false
    const { backends, rules } = this.parts
    const { loads, panics } = this.loadsNow()
    this.loads = loads
    for (const { level, zone, has, view } of this.groups) {
      const isAnyUp = panics[level] === true && zone === null
      for (let index = 0; index < backends.length; index++) {
        const isIn = isAnyUp ? backends.isListed(index) : backends.isUp(index)
        view.up[index] = has[index] === true && isIn ? 1 : 0
      }
    }
    const { locality } = rules
    // Envoy gives up zones in a panic.
    if (locality?.kind === "zone-aware")
      this.routing = panics[0] === true ? { local: -1, residual: [] } : this.routingNow(locality.backendsMin)
    else if (locality?.kind === "weighted")
      this.shares = this.zonal.map((zones, level) => {
        if (panics[level] === true) return []
        const weight = (zone: string) => locality.weights[zone] ?? 1
        return localityShares(zones.map(({ zone, has }) => ({ weight: weight(zone ?? ""), ...this.count(has) })))
      })
  }

  private loadsNow(): PriorityLoads {
    const { priorities, panic = 0 } = this.parts.rules
    const levels = this.whole.map(({ has }) => this.count(has))
    const overprovisioning = 100 * (priorities?.overprovisioning ?? 1.4)
    const spread = priorityLoads(levels, { overprovisioning, panicThreshold: 100 * panic })
    return priorities?.spill === "when-down" ? { ...firstUp(levels), panics: spread.panics } : spread
  }

  private routingNow(backendsMin: number): ZoneRouting {
    const { callers } = this.parts.places
    const backends = (this.zonal[0] ?? []).map(({ has }) => this.count(has).healthy)
    return zoneRouting({ callers: this.zones.map((zone) => callers.get(zone) ?? 0), backends }, backendsMin)
  }

  private count(has: readonly boolean[]): { readonly healthy: number; readonly total: number } {
    const { backends } = this.parts
    let healthy = 0
    let total = 0
    for (let index = 0; index < backends.length; index++) {
      if (has[index] !== true || !backends.isListed(index)) continue
      total++
      if (backends.isUp(index)) healthy++
    }
    return { healthy, total }
  }

  /** Gives those that are coming back the weight they have by now. */
  private raise(nowNs: number): void {
    const { slowStart } = this.parts.rules
    if (slowStart === undefined) return
    for (const index of this.rising) this.weigh(index, slowStartFactor(nowNs - (this.since[index] ?? 0), slowStart))
    this.rising = this.rising.filter((index) => nowNs - (this.since[index] ?? 0) < slowStart.windowNs)
  }

  private weigh(index: number, factor: number): void {
    const weight = factor * this.parts.backends.weightOf(index)
    for (const { view } of this.groups) view.weight[index] = weight
  }
}

function choiceOf(group: Group | undefined, nowNs: number, key: number, tried: number): number {
  return group === undefined ? -1 : group.chooser.choose(nowNs, key, group.view, tried)
}
