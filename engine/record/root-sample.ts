import { hashPair } from "../chance/hash.ts"
import { OK, OUTCOME_COUNT } from "../frames/outcome.ts"
import type { MissedRoot } from "./recorder.ts"

const TWO_TO_32 = 4_294_967_296
/** Two unrelated hashes of a root's number: for its tree, and for the root alone (numbers chosen). */
const TREE = 1
const ALONE = 2

/** Of the roots that ended in one outcome: how many there were and how many are in the record. */
export interface SampleCounts {
  readonly ended: number
  /** Kept with their whole tree, as rows. */
  readonly whole: number
  /** Kept without it, among `missed`. */
  readonly alone: number
}

export type RootSampleSnapshot = {
  readonly ended: Float64Array
  readonly whole: Float64Array
  readonly alone: Float64Array
  readonly admitted: Float64Array
  readonly missed: readonly Readonly<MissedRoot & { [key: string]: number }>[]
}

/**
 * Which roots are kept: a share of all with their trees, chosen by a hash of the root's number, and of the rest those
 * that failed, each outcome up to a limit. When an outcome reaches it, the share of its roots that is admitted is halved and
 * the ones that no longer belong are dropped, so what is kept is an even sample of the run and not its beginning.
 */
export class RootSample {
  private readonly treesBelow: number
  private readonly failuresPerOutcomeMax: number
  private ended = new Float64Array(OUTCOME_COUNT)
  private whole = new Float64Array(OUTCOME_COUNT)
  private alone = new Float64Array(OUTCOME_COUNT)
  /** Hashes below are admitted, by outcome. */
  private admitted = new Float64Array(OUTCOME_COUNT).fill(TWO_TO_32)
  /** Failed roots kept without their tree, in the order of their end. */
  missed: Readonly<MissedRoot>[] = []

  constructor(share: number, failuresPerOutcomeMax: number) {
    this.treesBelow = share * TWO_TO_32
    this.failuresPerOutcomeMax = failuresPerOutcomeMax
  }

  /** Whether a root's tree is kept. The same for everything below it. */
  keeps(root: number): boolean {
    return hashPair(root, TREE) >>> 0 < this.treesBelow
  }

  /** A root whose tree is kept has ended. */
  count(outcome: number): void {
    this.ended[outcome]++
    this.whole[outcome]++
  }

  /** A root whose tree is left out has ended well. */
  pass(): void {
    this.ended[OK]++
  }

  /** A root whose tree is left out has ended. `root` is copied. */
  miss(root: MissedRoot): void {
    const outcome = root.outcome
    this.ended[outcome]++
    if (outcome === OK || this.failuresPerOutcomeMax === 0 || !this.admits(root)) return
    this.missed.push({ ...root })
    this.alone[outcome]++
    while (this.alone[outcome] > this.failuresPerOutcomeMax) this.thin(outcome)
  }

  countsOf(outcome: number): SampleCounts {
    return { ended: this.ended[outcome], whole: this.whole[outcome], alone: this.alone[outcome] }
  }

  snapshot(): RootSampleSnapshot {
    return {
      ended: this.ended.slice(),
      whole: this.whole.slice(),
      alone: this.alone.slice(),
      admitted: this.admitted.slice(),
      missed: this.missed.map((root) => ({ ...root })),
    }
  }

  restore(saved: RootSampleSnapshot): void {
    this.ended = saved.ended.slice()
    this.whole = saved.whole.slice()
    this.alone = saved.alone.slice()
    this.admitted = saved.admitted.slice()
    this.missed = saved.missed.map((root) => ({ ...root }))
  }

  private admits(root: Readonly<MissedRoot>): boolean {
    return hashPair(root.root, ALONE) >>> 0 < this.admitted[root.outcome]
  }

  private thin(outcome: number): void {
    this.admitted[outcome] /= 2
    const before = this.missed.length
    this.missed = this.missed.filter((root) => root.outcome !== outcome || this.admits(root))
    this.alone[outcome] -= before - this.missed.length
  }
}
