import { mmc, type QueueTheory } from "../theory.ts"

/** A queue that is described by means and variabilities alone. */
export interface GeneralQueue {
  readonly arrivalsPerSecond: number
  readonly meanServiceS: number
  readonly servers: number
  /** Variance / mean^2 of the times between arrivals and of service: 0 constant, 1 exponential. */
  readonly arrivalScv: number
  readonly serviceScv: number
}

/**
 * G/G/c by Allen and Cunneen, an approximation: the wait of M/M/c times the mean of the two variabilities. Exact for
 * M/M/c and M/G/1; with arrivals other than Poisson and at low load it may be off by some tens of percent.
 * A. O. Allen, Probability, Statistics and Queueing Theory with Computer Science Applications, 2nd ed. 1990, 5.3.
 */
export function allenCunneen(queue: GeneralQueue): QueueTheory {
  const { arrivalsPerSecond, meanServiceS, servers, arrivalScv, serviceScv } = queue
  const exponential = mmc(arrivalsPerSecond, meanServiceS, servers)
  const meanWaitS = (exponential.meanWaitS * (arrivalScv + serviceScv)) / 2
  const meanSojournS = meanWaitS + meanServiceS
  return {
    ...exponential,
    meanWaitS,
    meanSojournS,
    meanQueueLength: arrivalsPerSecond * meanWaitS,
    meanInSystem: arrivalsPerSecond * meanSojournS,
  }
}
