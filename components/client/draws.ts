import {
  BYTES,
  compileDistribution,
  type Frame,
  type Frames,
  KEY,
  PATIENCE,
  type Plain,
  pickIndex,
  type Stream,
  uniform01,
  zipf,
} from "../../engine/index.ts"
import type { BuildContext } from "../kit/contract.ts"
import type { KeysPlan } from "../kit/distribution/keys.ts"
import type { DistributionPlan } from "../kit/distribution/plan.ts"
import type { RequestClass } from "./request-classes.ts"

/** A pure function of two random words, but for what goes in turn. */
interface Draw {
  sample(a: number, b: number): number
}

/** Numbers in turn, again and again, whatever the words. */
class InTurn implements Draw {
  /** How many of this round have been given. */
  turn = 0
  private readonly length: number
  private readonly list: readonly number[] | null

  /** The numbers of the list, or 1 to `length` where it is null. */
  constructor(length: number, list: readonly number[] | null) {
    this.length = length
    this.list = list
  }

  sample(): number {
    const value = this.list === null ? this.turn + 1 : (this.list[this.turn] ?? 0)
    this.turn = this.turn + 1 < this.length ? this.turn + 1 : 0
    return value
  }
}

/** What of a build context draws need. */
export type DrawContext = Pick<BuildContext<unknown>, "stream" | "distribution">

/** Chooses a class for each request, in proportion to the shares. */
export class Mix {
  /** Upper end of each class's part of the interval from 0 to 1. */
  private readonly ends: Float64Array
  private readonly random: Stream

  constructor(shares: readonly number[], random: Stream) {
    const total = shares.reduce((sum, share) => sum + share, 0)
    let sum = 0
    this.ends = Float64Array.from(shares, (share) => {
      sum += share
      return sum / total
    })
    this.random = random
  }

  /** One step of the stream a request; none where there is nothing to choose. */
  choose(): number {
    if (this.ends.length === 1) return 0
    this.random.step()
    const at = uniform01(this.random.a, this.random.b)
    let low = 0
    let high = this.ends.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (at < (this.ends[middle] ?? 1)) high = middle
      else low = middle + 1
    }
    return low
  }

  snapshot(): Plain {
    return { ...this.random.snapshot() }
  }

  restore(saved: Plain): void {
    this.random.restore(Object(saved))
  }
}

/**
 * Draws keys, bytes and patience of requests, each from a stream of its own that takes one step a request: what one
 * class carries changes nothing of what other requests carry.
 */
export class RequestDraws {
  private readonly columns: readonly Column[]

  constructor(classes: readonly RequestClass[], context: DrawContext) {
    const compiled = (plan: DistributionPlan | undefined) =>
      plan === undefined ? null : compileDistribution(context.distribution(plan))
    const columns = [
      new Column(
        KEY,
        classes.map(({ keys }) => keyDraw(keys)),
        context.stream("keys"),
      ),
      new Column(
        BYTES,
        classes.map(({ bytes }) => compiled(bytes)),
        context.stream("bytes"),
      ),
      new Column(
        PATIENCE,
        classes.map(({ patience }) => compiled(patience)),
        context.stream("patience"),
      ),
    ]
    this.columns = columns.filter(({ isUsed }) => isUsed)
  }

  /** Draws for a request of the class and writes it on the frame. */
  fill(frames: Frames, frame: Frame, index: number): void {
    for (const column of this.columns) column.fill(frames, frame, index)
  }

  snapshot(): Plain {
    return this.columns.map(({ random, turns }) => ({ ...random.snapshot(), turns: turns.map(({ turn }) => turn) }))
  }

  restore(saved: Plain): void {
    for (const [index, { random, turns }] of this.columns.entries()) {
      const from = Object(saved)[index]
      random.restore(from)
      for (const [number, each] of turns.entries()) each.turn = from.turns[number]
    }
  }
}

/** One column of the frame, with a draw for each class that has one. */
class Column {
  readonly random: Stream
  readonly isUsed: boolean
  /** Of its draws those that are more than chance. */
  readonly turns: readonly InTurn[]
  private readonly column: number
  private readonly draws: readonly (Draw | null)[]

  constructor(column: number, draws: readonly (Draw | null)[], random: Stream) {
    this.column = column
    this.draws = draws
    this.random = random
    this.isUsed = draws.some((draw) => draw !== null)
    this.turns = draws.filter((draw) => draw instanceof InTurn)
  }

  fill(frames: Frames, frame: Frame, index: number): void {
    const { random, column } = this
    random.step()
    const draw = this.draws[index]
    if (draw === null || draw === undefined) return
    const value = Math.max(0, Math.floor(draw.sample(random.a, random.b) + 0.5))
    // On the frame a patience of 0 means none at all.
    frames.setDouble(frame, column, column === PATIENCE && value === 0 ? 1 : value)
  }
}

function keyDraw(plan: KeysPlan | undefined): Draw | null {
  if (plan === undefined) return null
  switch (plan.kind) {
    case "zipf":
      return zipf(plan)
    case "uniform":
      return { sample: (a) => pickIndex(a, plan.n) + 1 }
    case "scan":
      return new InTurn(plan.n, null)
    case "list":
      return new InTurn(plan.keys.length, plan.keys)
  }
}
