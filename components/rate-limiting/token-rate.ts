/** A rate as a ratio of whole numbers, so that a bucket can be refilled without rounding. */
export interface TokenRate {
  /** One token comes every `wholeNs + parts / perPart` nanoseconds. */
  readonly wholeNs: number
  readonly parts: number
  readonly perPart: number
}

const nsPerSecond = 1_000_000_000
/** The units a rate may be written in: a second, a minute, an hour, a day. */
const periods = [1, 60, 3_600, 86_400]
/** Beyond this a product with the largest burst would pass 2^53. */
const numeratorMax = 1e9

/**
 * The rate, given per second, as a fraction. `100/s`, `7/m` and `2.5/h` come out exactly; a rate that is no whole
 * number of thousandths in any unit is rounded by at most one part in 10^6.
 */
export function tokenRate(perSecond: number): TokenRate {
  for (const scale of [1, 10, 100, 1000])
    for (const period of periods) {
      const exact = perSecond * period * scale
      const count = Math.round(exact)
      if (count >= 1 && count <= numeratorMax && Math.abs(exact - count) <= 1e-12 * count)
        return reduced(count, period * scale)
    }
  let scale = 1
  while (perSecond * scale < 1e6) scale *= 10
  return reduced(Math.round(perSecond * scale), scale)
}

/** `count` tokens in `seconds` seconds. */
function reduced(count: number, seconds: number): TokenRate {
  const totalNs = seconds * nsPerSecond
  const divisor = greatestDivisor(totalNs, count)
  const perPart = count / divisor
  const total = totalNs / divisor
  const wholeNs = Math.floor(total / perPart)
  return { wholeNs, parts: total - wholeNs * perPart, perPart }
}

function greatestDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestDivisor(right, left % right)
}
