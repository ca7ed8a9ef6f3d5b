/** Stations of a closed network with one exponential server each, and users who think between two rounds. Seconds. */
export interface ClosedNetwork {
  readonly users: number
  readonly meanThinkS: number
  /** Service a user asks of each station in one round: visits times mean service. */
  readonly demandsS: readonly number[]
}

export interface NetworkTheory {
  /** Rounds a second. */
  readonly perSecond: number
  /** Time of a round without thinking. */
  readonly meanResponseS: number
  /** By station. */
  readonly meanInSystem: readonly number[]
}

/** Exact mean value analysis, user by user (M. Reiser and S. Lavenberg, JACM 27(2), 1980). */
export function meanValueAnalysis({ users, meanThinkS, demandsS }: ClosedNetwork): NetworkTheory {
  let meanInSystem = demandsS.map(() => 0)
  let [perSecond, meanResponseS] = [0, 0]
  for (let n = 1; n <= users; n++) {
    const residences = demandsS.map((demand, station) => demand * (1 + (meanInSystem[station] ?? 0)))
    meanResponseS = residences.reduce((sum, residence) => sum + residence, 0)
    perSecond = n / (meanThinkS + meanResponseS)
    const rate = perSecond
    meanInSystem = residences.map((residence) => rate * residence)
  }
  return { perSecond, meanResponseS, meanInSystem }
}
