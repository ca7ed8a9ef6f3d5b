import { KeyedLimiter } from "../../../components/kit/limiting/keyed-limiter.ts"
import { REJECT } from "../../../components/kit/limiting/limiter.ts"
import { LIMITERS } from "../../../components/rate-limiting/choice.ts"

export const MS = 1e6
export const S = 1e9

/** A limiter with parameters as a document has them. */
export function limiter(kind: string, text: object, keysMax?: number): KeyedLimiter {
  const leaf = LIMITERS.get(kind)
  if (leaf === undefined) throw new Error(`no limiter ${kind}`)
  return new KeyedLimiter(leaf, leaf.params.parse(text), keysMax)
}

/** Answers to one key's requests at these times. */
export function answers(the: KeyedLimiter, timesNs: readonly number[], cost = 1): readonly number[] {
  return timesNs.map((atNs) => the.decide(atNs, 0, cost))
}

/** How many of one key's requests at these times are let through, at once or later. */
export function admitted(the: KeyedLimiter, timesNs: readonly number[]): number {
  return answers(the, timesNs).filter((answer) => answer !== REJECT).length
}

/** `count` times, `stepNs` apart, from `fromNs` on. */
export function every(stepNs: number, count: number, fromNs = 0): readonly number[] {
  return Array.from({ length: count }, (_, index) => fromNs + index * stepNs)
}

/** The trace of acceptance fact A8: 250 requests every 8 ms, the first at second 59 of a minute. */
export const TRACE = every(8 * MS, 250)

/** 10 requests a second for 300 s. */
export const CONSTANT = every(100 * MS, 3000)
