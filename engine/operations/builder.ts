import { assert, unreachable } from "../assert.ts"
import { hashPair, hashText } from "../chance/hash.ts"
import { createKeyed } from "../chance/keyed.ts"
import type { SeedWords } from "../chance/seed.ts"
import { compileDistribution, type DistributionSpec } from "../distributions/index.ts"
import {
  ACCEPTS,
  AGAIN,
  CALL,
  CALL_DETACHED,
  CALL_OPTIONAL,
  CALL_RELEASES,
  CALL_TAKES_BACK,
  CHANCE,
  type Chance,
  type Draw,
  EXTEND,
  FAIL,
  FORK,
  FORWARD,
  HAND_OVER,
  IF_FOUND,
  IF_KEPT,
  JUMP,
  LOCK,
  type Program,
  RETURN,
  WAIT,
  WORK,
  WORK_ON_BYTES,
} from "./program.ts"
import type { CallStep, Step } from "./steps.ts"

/** Words a component's operations may compile to; constant repeats are unrolled, so this bounds them too (chosen). */
export const PROGRAM_WORDS_MAX = 1_000_000

const KIB = 1024

/**
 * Compiles the operations of one component. Streams are named by component, operation and the ordinal of the draw
 * within it, so that an unrelated change leaves every draw as it was.
 */
export class ProgramBuilder {
  private readonly seed: SeedWords
  private readonly component: string
  private readonly code: number[] = []
  private readonly branches: number[] = []
  private readonly draws: Draw[] = []
  private readonly chances: Chance[] = []
  private readonly entries: Int32Array
  private entryDefault = -1
  /** Name of the operation being compiled, and how many of each purpose it has so far. */
  private operation = ""
  private ordinals = new Map<string, number>()
  /** Parallel steps around the one being compiled. */
  private depth = 0

  constructor(seed: SeedWords, component: string, operationCount: number) {
    this.seed = seed
    this.component = component
    this.entries = new Int32Array(operationCount).fill(-1)
  }

  /** Compiles an operation. `number` is its global number, or -1 for the one that serves all others. */
  add(number: number, name: string, steps: readonly Step[]): this {
    this.operation = name
    this.ordinals = new Map()
    if (number < 0) this.entryDefault = this.code.length
    else this.entries[number] = this.code.length
    this.sequence(steps, false)
    this.emit(RETURN)
    return this
  }

  /** An operation that is answered at once, whatever the replica is at. */
  accept(number: number): this {
    this.entries[number] = ACCEPTS
    return this
  }

  build(): Program {
    return {
      code: Int32Array.from(this.code),
      branches: Int32Array.from(this.branches),
      draws: this.draws,
      chances: this.chances,
      entries: this.entries,
      entryDefault: this.entryDefault,
    }
  }

  /** `later`: a step after these needs the slot. */
  private sequence(steps: readonly Step[], later: boolean): void {
    const neededAfter: boolean[] = []
    let needed = later
    for (const step of [...steps].reverse()) {
      neededAfter.unshift(needed)
      needed ||= needsSlot(step)
    }
    steps.forEach((step, index) => {
      this.step(step, neededAfter[index] === true)
    })
  }

  private step(step: Step, later: boolean): void {
    switch (step.do) {
      case "work":
        return this.emit(WORK, this.draw(step.time, "work"))
      case "work-on-bytes":
        return this.emit(WORK_ON_BYTES, step.baseNs, Math.round(step.perByteNs * KIB))
      case "handshake":
        return this.handshake(step)
      case "wait":
        return this.emit(WAIT, this.draw(step.time, "wait"))
      case "call":
        return this.emit(CALL, step.port, step.operation, this.name(step.name), this.flags(step, later))
      case "hand-over":
        return this.emit(HAND_OVER, step.port, step.operation, this.name(step.name))
      case "parallel":
        return this.parallel(step.branches, step.need)
      case "choose":
        return this.choose(step.options, later)
      case "repeat":
        for (let round = 1; round <= step.times; round++)
          this.sequence(step.steps, later || (round < step.times && step.steps.some(needsSlot)))
        return
      case "repeat-while": {
        const start = this.code.length
        this.sequence(step.steps, later || step.steps.some(needsSlot))
        return this.emit(AGAIN, this.chance(step.again, "again"), start)
      }
      case "fail":
        return this.fail(step.outcome, step.share)
      case "cache-aside":
        return this.cacheAside(step, later)
      case "unless-found": {
        const test = this.code.length
        this.emit(IF_FOUND, 0)
        this.sequence(step.steps, later)
        this.code[test + 1] = this.code.length
        return
      }
      case "lock":
        return this.emit(LOCK)
      case "extend":
        return this.emit(EXTEND, step.argument)
      case "forward":
        return this.emit(FORWARD, 0)
      default:
        return unreachable(step)
    }
  }

  private handshake({ fullNs, resumedNs, resumption }: Extract<Step, { readonly do: "handshake" }>): void {
    const start = this.code.length
    const resumed = start + 2 + 3 + 3 + 2
    const end = resumed + 3
    this.emit(IF_KEPT, end)
    this.emit(CHANCE, this.chance(resumption, "resume"), resumed)
    this.emit(WORK_ON_BYTES, fullNs, 0)
    this.emit(JUMP, end)
    this.emit(WORK_ON_BYTES, resumedNs, 0)
  }

  private fail(outcome: number, share: number): void {
    if (share >= 1) return this.emit(FAIL, outcome)
    this.emit(CHANCE, this.chance(1 - share, "fail"), this.code.length + 5)
    this.emit(FAIL, outcome)
  }

  /** Option i is taken with its weight among those not yet passed over. */
  private choose(
    options: readonly { readonly weight: number; readonly steps: readonly Step[] }[],
    later: boolean,
  ): void {
    let left = options.reduce((sum, option) => sum + option.weight, 0)
    const ends: number[] = []
    for (const option of options) {
      const pass = left > 0 ? 1 - option.weight / left : 0
      left -= option.weight
      const test = this.code.length
      this.emit(CHANCE, this.chance(pass, "choose"), 0)
      this.sequence(option.steps, later)
      ends.push(this.code.length + 1)
      this.emit(JUMP, 0)
      this.code[test + 2] = this.code.length
    }
    for (const end of ends) this.code[end] = this.code.length
  }

  private cacheAside({ get, set, load }: Extract<Step, { readonly do: "cache-aside" }>, later: boolean): void {
    const loading = later || load.some(needsSlot)
    this.emit(CALL, get.port, get.operation, this.name(get.name), this.flags({ ...get, optional: true }, loading))
    const test = this.code.length
    this.emit(IF_FOUND, 0)
    this.sequence(load, later)
    if (set !== null)
      this.emit(CALL, set.port, set.operation, this.name(set.name), this.flags({ ...set, optional: true }, later))
    this.code[test + 1] = this.code.length
  }

  private parallel(branches: readonly (readonly Step[])[], need: number): void {
    const entries: number[][] = []
    const skip = this.code.length
    this.emit(JUMP, 0)
    for (const steps of branches) {
      const only = steps.length === 1 ? steps[0] : undefined
      if (only?.do === "call" && only.detached !== true) {
        entries.push([-1, only.port, only.operation, this.name(only.name), only.optional === true ? CALL_OPTIONAL : 0])
        continue
      }
      entries.push([this.code.length, -1, -1, this.name("branch"), 0])
      this.depth++
      this.sequence(steps, false)
      this.depth--
      this.emit(RETURN)
    }
    this.code[skip + 1] = this.code.length
    const first = this.branches.length / 5
    for (const entry of entries) this.branches.push(...entry)
    this.emit(FORK, first, branches.length, need, 0)
  }

  /**
   * A call after which nothing needs the slot does not queue for one again when the answer is in. A branch has
   * no slot of its own to free: its request keeps it for all of them.
   */
  private flags(step: CallStep, later: boolean): number {
    let flags = 0
    if (step.release === true && this.depth === 0) flags |= later ? CALL_RELEASES | CALL_TAKES_BACK : CALL_RELEASES
    if (step.optional === true) flags |= CALL_OPTIONAL
    if (step.detached === true) flags |= CALL_DETACHED
    return flags
  }

  private draw(time: DistributionSpec, purpose: string): number {
    this.draws.push({ sampler: compileDistribution(time), stream: this.stream(purpose) })
    return this.draws.length - 1
  }

  private chance(share: number, purpose: string): number {
    this.chances.push({ share, stream: this.stream(purpose) })
    return this.chances.length - 1
  }

  private stream(purpose: string) {
    return createKeyed(this.seed, this.component, `${this.operation}.${purpose}.${this.ordinal(purpose)}`)
  }

  /** A word that names the n-th call of this name within the operation; never 0, which means "a forwarder". */
  private name(callee: string): number {
    const word = hashPair(hashText(`${this.component}.${this.operation}>${callee}`, 0), this.ordinal(`>${callee}`))
    return word === 0 ? 1 : word
  }

  private ordinal(purpose: string): number {
    const ordinal = this.ordinals.get(purpose) ?? 0
    this.ordinals.set(purpose, ordinal + 1)
    return ordinal
  }

  private emit(...words: number[]): void {
    assert(
      this.code.length + words.length <= PROGRAM_WORDS_MAX,
      `${this.component} has more than ${PROGRAM_WORDS_MAX} words of steps`,
    )
    this.code.push(...words)
  }
}

/** Whether a step occupies the slot while it lasts; calls do so only for want of `release`. */
function needsSlot(step: Step): boolean {
  switch (step.do) {
    case "work":
    case "work-on-bytes":
    case "handshake":
    case "wait":
    case "lock":
      return true
    case "call":
      return step.release !== true && step.detached !== true
    case "parallel":
      return step.branches.some((branch) => branch.some(needsSlot))
    case "choose":
      return step.options.some((option) => option.steps.some(needsSlot))
    case "repeat":
    case "repeat-while":
    case "unless-found":
      return step.steps.some(needsSlot)
    case "cache-aside":
      return step.get.release !== true || (step.set !== null && step.set.release !== true) || step.load.some(needsSlot)
    case "hand-over":
    case "fail":
    case "extend":
    case "forward":
      return false
    default:
      return unreachable(step)
  }
}
