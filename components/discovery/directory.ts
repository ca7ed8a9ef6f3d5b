import {
  CALLEE,
  CALLER,
  type Frames,
  KEY,
  type LatencyMetric,
  type LevelMetric,
  type RunClock,
  type Simulation,
} from "../../engine/index.ts"
import type { MetricBag } from "../kit/contract.ts"
import type { Letter, Letters } from "./letters.ts"
import type { Table } from "./table.ts"

/** A replica that registers, as it really is. Only measures look at it: no server and no caller does. */
export interface Host {
  readonly service: string
  /** It would answer calls, and wants to be called. */
  readonly serves: boolean
  readonly sinceNs: number
  /** When it was last heard of, where the run begins with everybody registered. */
  readonly heardNs: number
}

/** Who takes part in a group that watches itself. */
export interface Member {
  /** Whose replica it is, or stands beside. */
  readonly component: string
  readonly actor: number
  /** The replica it stands beside; -1 for a server. */
  readonly host: number
}

/** A caller's idea of who there is. */
export interface View {
  /** Whether it looks for replicas of a component. */
  watches(service: string): boolean
  /** Whether it would call this one. */
  lists(host: number): boolean
  /** When the caller last began to know nobody. */
  readonly sinceNs: number
  /** Hosts about which it was right and is wrong without their doing, such as one that was evicted and serves on. */
  readonly misled: Map<number, number>
}

/**
 * Who is who around one registry: its servers, the replicas that register, and those who ask. It knows where the
 * letters of each lie, and measures by how much the callers' ideas differ from what is so.
 */
export class Directory {
  /** Actors of the servers, by replica. */
  readonly servers: number[] = []
  /** By actor. */
  readonly hosts = new Map<number, Host>()
  /** Servers, then agents: those who watch each other, where they do. */
  readonly members: Member[] = []
  private readonly tables: Table[] = []
  private readonly views: View[] = []
  private readonly letters = new Map<number, Letters>()
  private latestSet: { readonly of: readonly number[]; readonly set: ReadonlySet<number> } = { of: [], set: new Set() }
  private readonly staleness: LatencyMetric
  private readonly staleEntries: LevelMetric
  private readonly clock: RunClock

  constructor(metrics: MetricBag, clock: RunClock) {
    this.clock = clock
    this.staleness = metrics.latency("staleness")
    this.staleEntries = metrics.level("staleEntries")
  }

  addServer(actor: number, letters: Letters, table: Table): void {
    this.servers.push(actor)
    this.tables.push(table)
    this.addLetters(actor, letters)
  }

  /** Another server knows of a later value of a key than this table. */
  isBehind(table: Table, key: number): boolean {
    const written = table.writtenAt(key)
    return this.tables.some((other) => other.writtenAt(key) > written)
  }

  addLetters(actor: number, letters: Letters): void {
    this.letters.set(actor, letters)
  }

  addView(view: View): void {
    this.views.push(view)
  }

  /** A list as a set, made once for all callers that are sent the same. */
  setOf(hosts: readonly number[]): ReadonlySet<number> {
    if (this.latestSet.of !== hosts) this.latestSet = { of: hosts, set: new Set(hosts) }
    return this.latestSet.set
  }

  serviceOf(host: number): string {
    return this.hosts.get(host)?.service ?? ""
  }

  /** What the caller of a request wrote; undefined where it has come too late. */
  asked(frames: Frames, frame: number): Letter | undefined {
    return this.letters.get(frames.int(frame, CALLER))?.read(frames.double(frame, KEY))
  }

  /** What the callee answered. */
  answered(frames: Frames, frame: number): Letter | undefined {
    return this.letters.get(frames.int(frame, CALLEE))?.read(frames.double(frame, KEY))
  }

  /** A host has begun or ceased to serve: whoever was right about it is wrong now, and the other way round. */
  hostChanged(actor: number, { service, serves }: Host): void {
    for (const view of this.views) {
      if (!view.watches(service)) continue
      view.misled.delete(actor)
      this.staleEntries.add(view.lists(actor) === serves ? -1 : 1)
    }
  }

  /** A caller has changed its mind about a host; `isLearnt`: because of what it was told. */
  viewChanged(actor: number, view: View, isLearnt: boolean): void {
    const host = this.hosts.get(actor)
    if (host === undefined) return
    const isRight = host.serves === view.lists(actor)
    this.staleEntries.add(isRight ? -1 : 1)
    if (!isRight) view.misled.set(actor, 1)
    else if (!view.misled.delete(actor) && isLearnt)
      this.staleness.record(this.clock.nowNs - Math.max(host.sinceNs, view.sinceNs))
  }

  /** At the beginning of a run, a caller that does not know of a host is wrong about it. */
  begin(actor: number, { service }: Host): void {
    for (const view of this.views) if (view.watches(service) && !view.lists(actor)) this.staleEntries.add(1)
  }
}

/** The directory of a registry, made for the first that asks. */
export function directoryOf(context: {
  readonly metrics: MetricBag
  readonly sim: Simulation
  shared<Thing extends object>(name: string, make: () => Thing): Thing
}): Directory {
  return context.shared("directory", () => new Directory(context.metrics, context.sim.clock))
}
