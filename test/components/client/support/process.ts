import { ARRIVALS, parseArrivals } from "../../../../components/client/arrivals/notation.ts"
import { arrivalsOf } from "../../../../components/client/open-pace.ts"
import { resolveDistribution } from "../../../../components/kit/distribution/plan.ts"
import { seedWords } from "../../../../engine/chance/seed.ts"
import { createStream } from "../../../../engine/chance/stream.ts"

export const SECOND = 1e9

/** An arrival process as written, ready to be asked. Files hold the instants given. */
export function processOf(input: unknown, seed = "42", file: readonly number[] = []) {
  const parsed = parseArrivals(input)
  if (!("value" in parsed)) throw new Error(parsed.mistakes.map(({ message }) => message).join("; "))
  const random = createStream(seedWords(seed), "shop", "arrivals")
  return arrivalsOf(parsed.value, (plan) => resolveDistribution(plan, () => file), random)
}

/** What the process says of itself: requests per second in the long run. */
export function declaredRate(input: unknown): number {
  const { process, context } = processOf(input)
  return process.ratePerSecond(context.params)
}

export interface Arrival {
  readonly atNs: number
  readonly size: number
}

/** The arrivals before `untilNs`, at most `max` of them. */
export function arrivalsUntil(
  input: unknown,
  untilNs: number,
  { seed = "42", file = [], max = Infinity }: { seed?: string; file?: readonly number[]; max?: number } = {},
): readonly Arrival[] {
  const { process, context } = processOf(input, seed, file)
  const found: Arrival[] = []
  while (found.length < max) {
    process.next(context)
    if (!(context.now + context.delayNs < untilNs)) break
    context.now += context.delayNs
    found.push({ atNs: context.now, size: context.size })
  }
  return found
}

/** Gaps between arrivals, the first from 0. */
export function gapsOf(arrivals: readonly Arrival[]): readonly number[] {
  return arrivals.map(({ atNs }, index) => atNs - (arrivals[index - 1]?.atNs ?? 0))
}

/** Requests in each of `count` adjacent intervals. */
export function countsIn(arrivals: readonly Arrival[], widthNs: number, count: number): readonly number[] {
  const counts = new Array<number>(count).fill(0)
  for (const { atNs, size } of arrivals) {
    const at = Math.floor(atNs / widthNs)
    if (at < count) counts[at] = (counts[at] ?? 0) + size
  }
  return counts
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values)
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1)
}

/** Squared coefficient of variation. */
export function scvOf(values: readonly number[]): number {
  const mean = meanOf(values)
  return varianceOf(values) / (mean * mean)
}

export { ARRIVALS }
