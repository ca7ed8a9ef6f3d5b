import { hashTriple } from "../chance/hash.ts"
import { uniform01 } from "../chance/words.ts"
import { exp } from "../math/exp.ts"
import { expm1 } from "../math/expm1.ts"
import { generalizedHarmonic } from "../math/harmonic.ts"
import { ln } from "../math/ln.ts"
import { ln1p } from "../math/ln1p.ts"
import { requireIntegerBetween, requireThat } from "./require.ts"
import type { Sampler } from "./sampler.ts"

export interface ZipfParameters {
  /** Number of ranks, 1 to 1e9. */
  readonly n: number
  /** Exponent: P(k) is proportional to k^-s. 0 is uniform, 0.99 is YCSB's default, at most 100. */
  readonly s: number
}

const ranksMax = 1_000_000_000
/** At this exponent every rank but the first is rarer than 2^-99 (chosen). */
const exponentMax = 100

/**
 * Rejection-inversion: W. Hormann & G. Derflinger, "Rejection-inversion to generate variates from monotone
 * discrete distributions", ACM TOMACS 6(3), 1996. Constant time and memory, exact up to rounding.
 */
class Zipf implements Sampler {
  readonly mean: number
  readonly variance: number
  private readonly n: number
  private readonly s: number
  private readonly areaFrom: number
  private readonly areaTo: number
  /** A candidate this close below its rank is accepted without looking at the curve. */
  private readonly sureDistance: number

  constructor(n: number, s: number) {
    this.n = n
    this.s = s
    const total = generalizedHarmonic(n, s)
    this.mean = generalizedHarmonic(n, s - 1) / total
    this.variance = Math.max(0, generalizedHarmonic(n, s - 2) / total - this.mean * this.mean)
    this.areaFrom = this.area(1.5) - 1
    this.areaTo = this.area(n + 0.5)
    this.sureDistance = 2 - this.areaInverse(this.area(2.5) - this.density(2))
  }

  /** An integer from 1 to n. */
  sample(firstA: number, firstB: number): number {
    let a = firstA
    let b = firstB
    for (;;) {
      const u = this.areaTo + uniform01(a, b) * (this.areaFrom - this.areaTo)
      const x = this.areaInverse(u)
      const rank = Math.min(this.n, Math.max(1, Math.floor(x + 0.5)))
      if (rank - x <= this.sureDistance || u >= this.area(rank + 0.5) - this.density(rank)) return rank
      const nextA = hashTriple(a, b, 1)
      b = hashTriple(a, b, 2)
      a = nextA
    }
  }

  private density(x: number): number {
    return exp(-this.s * ln(x))
  }

  /** The integral of the density from 1 to x. */
  private area(x: number): number {
    const logarithm = ln(x)
    const power = (1 - this.s) * logarithm
    return power === 0 ? logarithm : (logarithm * expm1(power)) / power
  }

  private areaInverse(area: number): number {
    // Rounding must not take the argument of the logarithm below 0.
    const t = Math.max(-1, area * (1 - this.s))
    return exp(t === 0 ? area : (area * ln1p(t)) / t)
  }
}

/** Zipf: the rank of an item whose popularity falls as a power of its rank. */
export function zipf({ n, s }: ZipfParameters): Sampler {
  requireIntegerBetween("n", n, [1, ranksMax])
  requireThat(s >= 0 && s <= exponentMax, `s must be from 0 to ${exponentMax}, not ${s}.`)
  return new Zipf(n, s)
}
