import {
  BYTES,
  CONTINUE,
  type CountMetric,
  capture,
  type Extension,
  type Frame,
  heldFor,
  KEY,
  type KeyedStream,
  type LatencyMetric,
  LOST,
  type Plain,
  ROOT,
  reinstate,
  type Simulation,
  uniform01,
  VISIT,
} from "../../engine/index.ts"
import type { Origins } from "../kit/attackers.ts"
import { DETECTED, type DetectorLimits, endWindow, isQuiet, newWatch, OVER, type Watch } from "./detector.ts"
import type { Pipe } from "./pipe.ts"

/** Arguments of EXTEND: a request comes by the detector; it has to get through the pipe. */
export const SCRUB = 0
export const PASS_PIPE = 1

/** Keys from which on those of whom nothing is held are looked for and forgotten (chosen). */
const SWEEP_MIN = 1024

export const COUNTERS = [
  "attackSeen",
  "attackScrubbed",
  "benignSeen",
  "benignScrubbed",
  "attackLost",
  "benignLost",
  "detections",
  "recoveries",
] as const

export interface ScrubbingParts {
  readonly origins: Origins
  readonly limits: DetectorLimits
  /** Usual requests a second as known before the run; 0 where they are not. */
  readonly baseline: number
  readonly perKey: boolean
  readonly scrubs: number
  readonly collateral: number
  readonly luck: KeyedStream
  /** Outcome of what is dropped. */
  readonly dropped: number
  readonly pipe: Pipe | null
  readonly count: Readonly<Record<(typeof COUNTERS)[number], CountMetric>>
  readonly timeToMitigate: LatencyMetric
}

/**
 * What DDoS protection does in no time of its own. Windows that have ended are caught up with at the next request: they
 * need no timer, since only requests can tell.
 */
export class Scrubbing implements Extension {
  private readonly sim: Simulation
  private readonly parts: ScrubbingParts
  /** One watch for all under 0, or one for each key. */
  private watches = new Map<number, Watch>()
  private sweepAt = SWEEP_MIN

  constructor(sim: Simulation, parts: ScrubbingParts) {
    this.sim = sim
    this.parts = parts
  }

  run(frame: Frame, argument: number): number {
    return argument === SCRUB ? this.scrub(frame) : this.passPipe(frame)
  }

  wipe(): void {
    this.watches.clear()
    this.sweepAt = SWEEP_MIN
    this.parts.pipe?.clear()
  }

  snapshot(): Plain {
    return { ...capture(this, ["watches", "sweepAt"]), pipe: this.parts.pipe?.snapshot() }
  }

  restore(saved: Plain): void {
    reinstate(this, ["watches", "sweepAt"], saved)
    this.parts.pipe?.restore(Object(saved).pipe)
  }

  private scrub(frame: Frame): number {
    const { frames, nowNs } = this.sim
    const { count, scrubs, collateral, luck, dropped, perKey } = this.parts
    const isAttack = this.isAttack(frame)
    if (isAttack) count.attackSeen.add()
    else count.benignSeen.add()
    const watch = this.watchOf(perKey ? frames.double(frame, KEY) : 0)
    this.catchUp(watch)
    watch.requests++
    watch.bytes += frames.double(frame, BYTES)
    if (nowNs < watch.scrubFromNs) return CONTINUE
    luck.at(frames.int(frame, ROOT), frames.int(frame, VISIT))
    if (uniform01(luck.a, luck.b) >= (isAttack ? scrubs : collateral)) return CONTINUE
    if (isAttack) count.attackScrubbed.add()
    else count.benignScrubbed.add()
    return dropped
  }

  private passPipe(frame: Frame): number {
    const { frames, nowNs } = this.sim
    const { pipe, count } = this.parts
    const ns = pipe === null ? 0 : pipe.send(nowNs, frames.double(frame, BYTES))
    if (ns > 0) return heldFor(ns)
    if (ns === 0) return CONTINUE
    if (this.isAttack(frame)) count.attackLost.add()
    else count.benignLost.add()
    return LOST
  }

  private isAttack(frame: Frame): boolean {
    const { origins } = this.parts
    return origins.isAttack(origins.rootOf(frame))
  }

  private watchOf(key: number): Watch {
    const known = this.watches.get(key)
    if (known !== undefined) return known
    if (this.watches.size >= this.sweepAt) this.sweep()
    const watch = newWatch(this.window(), this.parts.baseline, this.parts.limits)
    this.watches.set(key, watch)
    return watch
  }

  private window(): number {
    return Math.floor(this.sim.nowNs / this.parts.limits.windowNs)
  }

  /** Ends all windows before the present one. Of a key of whom nothing is held none has to be looked at. */
  private catchUp(watch: Watch): void {
    const { limits, count, timeToMitigate, perKey } = this.parts
    const window = this.window()
    while (watch.window < window) {
      if (perKey && isQuiet(watch)) {
        watch.window = window
        return
      }
      const found = endWindow(watch, limits)
      if (found === DETECTED) {
        count.detections.add()
        timeToMitigate.record(watch.scrubFromNs - watch.overSinceNs)
      } else if (found === OVER) count.recoveries.add()
    }
  }

  private sweep(): void {
    for (const [key, watch] of this.watches) {
      this.catchUp(watch)
      if (isQuiet(watch)) this.watches.delete(key)
    }
    this.sweepAt = Math.max(SWEEP_MIN, 2 * this.watches.size)
  }
}
