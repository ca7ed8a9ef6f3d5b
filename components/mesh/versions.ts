import {
  DETACHED,
  type Frame,
  type KeyedStream,
  NO_FRAME,
  PARENT,
  type Port,
  ROOT,
  type Simulation,
  uniform01,
  VISIT,
} from "../../engine/index.ts"
import type { VersionsPlan } from "../kit/proxies.ts"

/** Names the copy among the calls that follow from a request; a constant of this file. */
const MIRRORED = 0x6d697272

/** The step in force at a time: the last that has begun. */
export function stepAt({ steps }: VersionsPlan, nowNs: number): number {
  let step = 0
  while (step + 1 < steps.length && (steps[step + 1]?.atNs ?? 0) <= nowNs) step++
  return step
}

/** Chooses a version for each request, and sends copies where the plan wants some. */
export class Spreader {
  private readonly sim: Simulation
  private readonly plan: VersionsPlan
  private readonly luck: KeyedStream
  private readonly mirror: Port | undefined
  /** Of each step: the shares of all versions up to and with each. */
  private readonly upTo: readonly Float64Array[]

  constructor(sim: Simulation, plan: VersionsPlan, luck: KeyedStream, mirror: Port | undefined) {
    this.sim = sim
    this.plan = plan
    this.luck = luck
    this.mirror = mirror
    this.upTo = plan.steps.map(({ shares }) => {
      let sum = 0
      return Float64Array.from(shares, (share) => {
        sum += share
        return sum
      })
    })
  }

  /** Index of the version that a request goes to. One draw, named by the request: a retry further up is another. */
  choose(frame: Frame, step: number): number {
    const { frames } = this.sim
    const upTo = this.upTo[step]
    if (upTo === undefined) return 0
    this.luck.at(frames.int(frame, ROOT), frames.int(frame, VISIT))
    const luck = uniform01(this.luck.a, this.luck.b)
    let version = 0
    while (version < upTo.length - 1 && luck >= (upTo[version] ?? 1)) version++
    return version
  }

  /** Sends a copy of a share of the requests; nobody waits for its answer. */
  copy(frame: Frame, operation: number): void {
    const { mirror, sim, plan } = this
    if (mirror === undefined) return
    const { frames } = sim
    this.luck.at(frames.int(frame, ROOT), frames.int(frame, VISIT) ^ MIRRORED)
    if (uniform01(this.luck.a, this.luck.b) >= (plan.mirror?.share ?? 0)) return
    const call = mirror.open(operation, frame, MIRRORED)
    frames.setInt(call, PARENT, NO_FRAME)
    frames.raise(call, DETACHED)
    mirror.send(call)
  }
}
