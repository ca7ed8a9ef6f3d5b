import type { Plain } from "../../engine/index.ts"
import type { ProxyRoster } from "../kit/proxies.ts"

/** What a control plane tells sidecars, at a version. Never changed once it is made. */
export interface Told {
  readonly version: number
  /** When the first of the changes in it happened. */
  readonly changedAtNs: number
  /** By component: 1 for each replica that can be called. */
  readonly ready: Readonly<Record<string, readonly number[]>>
  /** By name of what has versions, and of the mesh itself: the step in force. */
  readonly steps: Readonly<Record<string, number>>
}

/** One replica of the control plane, as sidecars see it. */
export interface Plane {
  /** What it has last sent to an agent. */
  toldTo(agent: number): Told | undefined
  /** Something has changed. */
  noteChange(): void
}

/** Where the parts of a mesh find each other. What it knows follows from the wiring, but for `validUntilNs`. */
export class Board {
  /** Members by the actors of their sidecars. */
  readonly members = new Map<number, string>()
  /** By replica. */
  readonly planes: Plane[] = []
  /** By actor of a sidecar: until when its certificate is valid. Each agent keeps its own in snapshots. */
  readonly validUntilNs = new Map<number, number>()
  /** What is the case now, before anybody is told. */
  readonly truth = new Truth()
  /** The same for all agents, of which there may be many. */
  private first: Told | undefined

  /** What agents know at the start, when nobody has asked anything. */
  toldAtStart(version: number): Told {
    this.first ??= this.truth.told(version, 0)
    return this.first
  }

  isValid(sidecar: number, nowNs: number): boolean {
    return nowNs < (this.validUntilNs.get(sidecar) ?? 0)
  }
}

/** Which replicas are ready and which steps are in force, kept up to date by the one who finds out. */
export class Truth {
  changedAtNs = 0
  readonly ready: Record<string, number[]> = Object.create(null)
  readonly steps: Record<string, number> = Object.create(null)

  /** A mesh and who is there from the wiring on. */
  enlist(owner: string, { services, members }: ProxyRoster): void {
    this.steps[owner] = 0
    for (const { component, replicas } of services) this.ready[component] = Array<number>(replicas).fill(1)
    for (const { targets } of members)
      for (const { component, versions } of targets) if (versions !== undefined) this.steps[component] = 0
  }

  /** A copy of it as it is now. */
  told(version: number, changedAtNs: number): Told {
    const ready = Object.fromEntries(Object.entries(this.ready).map(([name, replicas]) => [name, [...replicas]]))
    return { version, changedAtNs, ready, steps: { ...this.steps } }
  }

  snapshot(): Plain {
    const { version: _, ...all } = this.told(0, this.changedAtNs)
    return all
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.changedAtNs = from.changedAtNs
    for (const [name, replicas] of Object.entries(this.ready)) replicas.splice(0, replicas.length, ...from.ready[name])
    Object.assign(this.steps, from.steps)
  }
}
