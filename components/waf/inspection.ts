import {
  CONTINUE,
  type CountMetric,
  type Extension,
  FOUND,
  type Frame,
  hashPair,
  KEY,
  type KeyedStream,
  NOTE,
  type Plain,
  RATE_LIMITED,
  REJECTED,
  ROOT,
  type Simulation,
  uniform01,
  VISIT,
} from "../../engine/index.ts"
import type { Origins } from "../kit/attackers.ts"
import type { RateRule } from "./rate-rule.ts"

/** Arguments of EXTEND: a request is here; its inspection is done. */
export const ARRIVES = 0
export const JUDGED = 1

export const COUNTERS = [
  "inspected",
  "skipped",
  "blocked",
  "truePositives",
  "falsePositives",
  "falseNegatives",
  "trueNegatives",
  "detectedOnly",
  "rateRefused",
  "rateRefusedBenign",
] as const

export interface Rule {
  readonly points: number
  /** Its points count towards the threshold; else only as detected. */
  readonly blocks: boolean
  /** Chance of a match. */
  readonly attacks: number
  readonly benign: number
  readonly luck: KeyedStream
}

export interface InspectionParts {
  readonly origins: Origins
  /** Of operations by number: a hash of the name, and the share of attacks among clients that are no attackers. */
  readonly names: Int32Array
  readonly malicious: Float64Array
  readonly maliciousLuck: KeyedStream
  readonly rules: readonly Rule[]
  readonly threshold: number
  readonly sampling: number
  readonly samplingLuck: KeyedStream
  readonly blocks: boolean
  /** Each with whether it counts by key. */
  readonly rateRules: readonly { readonly rule: RateRule; readonly perKey: boolean }[]
  readonly count: Readonly<Record<(typeof COUNTERS)[number], CountMetric>>
}

/**
 * What a WAF decides in no time of its own. Whether a rule matches is a matter of the request's content, so its luck
 * goes by the root request and the name it has here: a retry is judged as the first try was.
 */
export class Inspection implements Extension {
  private readonly sim: Simulation
  private readonly parts: InspectionParts

  constructor(sim: Simulation, parts: InspectionParts) {
    this.sim = sim
    this.parts = parts
  }

  run(frame: Frame, argument: number): number {
    return argument === ARRIVES ? this.arrives(frame) : this.judge(frame)
  }

  wipe(): void {
    for (const { rule } of this.parts.rateRules) rule.clear()
  }

  snapshot(): Plain {
    return this.parts.rateRules.map(({ rule }) => rule.snapshot())
  }

  restore(saved: Plain): void {
    this.parts.rateRules.forEach(({ rule }, index) => {
      rule.restore(Object(saved)[index])
    })
  }

  /** With FOUND raised the request passes without an inspection. */
  private arrives(frame: Frame): number {
    const { frames } = this.sim
    const { count, sampling, samplingLuck, blocks } = this.parts
    const isAttack = this.isAttack(frame)
    frames.setInt(frame, NOTE, isAttack ? 1 : 0)
    if (this.exceedsRate(frame)) {
      count.rateRefused.add()
      if (!isAttack) count.rateRefusedBenign.add()
      if (blocks) return RATE_LIMITED
    }
    if (sampling >= 1) return CONTINUE
    samplingLuck.at(frames.int(frame, ROOT), frames.int(frame, VISIT))
    if (uniform01(samplingLuck.a, samplingLuck.b) < sampling) return CONTINUE
    count.skipped.add()
    if (isAttack) count.falseNegatives.add()
    frames.raise(frame, FOUND)
    return CONTINUE
  }

  /** Every rule counts the request, also behind one that refuses it. */
  private exceedsRate(frame: Frame): boolean {
    const { frames, nowNs } = this.sim
    let exceeds = false
    for (const { rule, perKey } of this.parts.rateRules)
      if (rule.refuses(nowNs, perKey ? frames.double(frame, KEY) : 0)) exceeds = true
    return exceeds
  }

  private judge(frame: Frame): number {
    const { threshold, count, blocks } = this.parts
    const isAttack = this.sim.frames.int(frame, NOTE) === 1
    const { blocking, detected } = this.scores(frame, isAttack)
    count.inspected.add()
    if (blocking < threshold) {
      if (detected >= threshold) count.detectedOnly.add()
      if (isAttack) count.falseNegatives.add()
      else count.trueNegatives.add()
      return CONTINUE
    }
    if (isAttack) count.truePositives.add()
    else count.falsePositives.add()
    if (!blocks) return CONTINUE
    count.blocked.add()
    return REJECTED
  }

  /** Points of the rules that match: of those that may block, and of all. */
  private scores(frame: Frame, isAttack: boolean): { readonly blocking: number; readonly detected: number } {
    const { frames } = this.sim
    const root = this.parts.origins.rootOf(frame)
    const visit = this.contentOf(frame, root)
    let blocking = 0
    let detected = 0
    for (const { luck, points, blocks, attacks, benign } of this.parts.rules) {
      luck.at(frames.int(root, ROOT), visit)
      if (uniform01(luck.a, luck.b) >= (isAttack ? attacks : benign)) continue
      detected += points
      if (blocks) blocking += points
    }
    return { blocking, detected }
  }

  private isAttack(frame: Frame): boolean {
    const { origins, malicious, maliciousLuck } = this.parts
    const root = origins.rootOf(frame)
    if (origins.isAttack(root)) return true
    const share = malicious[this.sim.frames.operation(frame)] ?? 0
    if (share === 0) return false
    maliciousLuck.at(this.sim.frames.int(root, ROOT), this.contentOf(frame, root))
    return uniform01(maliciousLuck.a, maliciousLuck.b) < share
  }

  /** Names a request by what is in it. */
  private contentOf(frame: Frame, root: Frame): number {
    const { frames } = this.sim
    return hashPair(frames.int(root, VISIT), this.parts.names[frames.operation(frame)] ?? 0)
  }
}
