import type { Check, Effect } from "../../scenarios/coverage-list/index.ts"

/** The seeds of every check. */
export const SEEDS: readonly string[] = ["1", "2", "3", "4", "5"]

/** What a check's metric was with the option and without it, one of each a seed. */
export interface Sides {
  readonly with: readonly number[]
  readonly without: readonly number[]
}

export interface Judgement {
  readonly holds: boolean
  /** Smallest effect on any seed, in the words of the check. */
  readonly effect: string
}

/**
 * Holds when on every seed the metric goes the stated way by at least the stated effect. Both sides of a seed meet the
 * same arrivals and work, so one seed's difference is no accident of the load, and five that all agree need no interval.
 */
export function judge({ direction, least }: Pick<Check, "direction" | "least">, sides: Sides): Judgement {
  const effects = sides.with.map((value, seed) => {
    const other = sides.without[seed] ?? Number.NaN
    const [more, less] = direction === "higher" ? [value, other] : [other, value]
    return "by" in least ? more - less : more / less
  })
  const smallest = Math.min(...effects)
  return { holds: smallest >= leastOf(least), effect: effectText(least, smallest) }
}

function leastOf(effect: Effect): number {
  return "by" in effect ? effect.by : effect.times
}

function effectText(effect: Effect, value: number): string {
  const text = Number.isFinite(value) ? String(Number(value.toPrecision(3))) : String(value)
  return "by" in effect ? text : `${text} times`
}
