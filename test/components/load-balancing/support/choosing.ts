import { Backends } from "../../../../components/kit/balancing/backends.ts"
import type { Chooser } from "../../../../components/kit/balancing/balancer.ts"
import { chooserOf } from "../../../../components/kit/balancing/strategy.ts"
import { seedWords } from "../../../../engine/index.ts"
import { strategyOf } from "../../support/world.ts"

export const LETTERS = "abcdefghij"

/** A caller of so many backends that chooses by a strategy, whose parameters are written as in a document. */
export class Choosing {
  readonly backends: Backends
  readonly chooser: Chooser
  nowNs = 0

  constructor(kind: string, weights: readonly number[], text: object = {}, seed = "1") {
    const strategy = strategyOf(kind)
    const { preset, ...rest } = text as { preset?: string }
    const set = preset === undefined ? {} : strategy.presets[preset]
    if (set === undefined) throw new Error(`no preset ${preset} of ${kind}`)
    const params = strategy.params.parse({ ...set, ...rest })
    this.backends = new Backends(
      weights.map((_, index) => index),
      weights,
    )
    this.chooser = chooserOf(strategy, params, this.backends, { seed: seedWords(seed), instance: "a", target: "b" })
  }

  choose(key = 0): number {
    return this.chooser.choose(this.nowNs, key, this.backends)
  }

  /** So many choices, each call over before the next. */
  letters(count: number): string {
    return Array.from({ length: count }, () => LETTERS[this.choose()] ?? "-").join("")
  }

  /** So many choices of calls that stay open. */
  heldLetters(count: number): string {
    let text = ""
    for (let pick = 0; pick < count; pick++) {
      const index = this.choose()
      text += LETTERS[index] ?? "-"
      if (index >= 0) this.backends.enter(index)
    }
    return text
  }

  /** Part of the choices for keys 0, 1, 2 and so on that each backend got. */
  shares(count: number): readonly number[] {
    const counts = new Array<number>(this.backends.length).fill(0)
    for (let key = 0; key < count; key++) {
      const index = this.choose(key)
      counts[index] = (counts[index] ?? 0) + 1
    }
    return counts.map((each) => each / count)
  }
}
