import { ln } from "./elementary.ts"

/** A queue in its steady state. Rates are per second, times in seconds, lengths in customers. */
export interface QueueTheory {
  readonly utilisation: number
  /** Share of arrivals that find all servers busy. */
  readonly waitProbability: number
  readonly meanWaitS: number
  readonly meanSojournS: number
  readonly meanQueueLength: number
  readonly meanInSystem: number
}

/** Erlang B: share of Poisson arrivals lost by `servers` without a queue; `offered` is arrival rate * mean service. */
export function erlangB(servers: number, offered: number): number {
  let blocking = 1
  for (let k = 1; k <= servers; k++) blocking = (offered * blocking) / (k + offered * blocking)
  return blocking
}

/** Erlang C: share of Poisson arrivals that wait for one of `servers` exponential servers; offered < servers. */
export function erlangC(servers: number, offered: number): number {
  refuseOverload(offered / servers)
  const blocking = erlangB(servers, offered)
  return (servers * blocking) / (servers - offered * (1 - blocking))
}

/** M/M/1: Poisson arrivals, exponential service, one server, first come first served. */
export function mm1(arrivalsPerSecond: number, meanServiceS: number): QueueTheory {
  return mmc(arrivalsPerSecond, meanServiceS, 1)
}

/** The q-quantile of the time in an M/M/1 queue, which is exponential. */
export function mm1SojournQuantileS(arrivalsPerSecond: number, meanServiceS: number, q: number): number {
  return -ln(1 - q) * mm1(arrivalsPerSecond, meanServiceS).meanSojournS
}

/** M/M/c: as M/M/1 with `servers` servers and one queue. */
export function mmc(arrivalsPerSecond: number, meanServiceS: number, servers: number): QueueTheory {
  const offered = arrivalsPerSecond * meanServiceS
  const waitProbability = erlangC(servers, offered)
  const meanWaitS = (waitProbability * meanServiceS) / (servers - offered)
  return theory({ arrivalsPerSecond, meanServiceS, servers, waitProbability, meanWaitS })
}

/** The q-quantile of the wait in an M/M/c queue: 0 with probability 1 - C, otherwise exponential. */
export function mmcWaitQuantileS(queue: QueueTheory, q: number): number {
  const ratio = (1 - q) / queue.waitProbability
  return ratio >= 1 ? 0 : (-ln(ratio) * queue.meanWaitS) / queue.waitProbability
}

/** M/G/1 by Pollaczek and Khinchine; `serviceScv` is variance / mean^2 of service (0 constant, 1 exponential). */
export function mg1(arrivalsPerSecond: number, meanServiceS: number, serviceScv: number): QueueTheory {
  const utilisation = arrivalsPerSecond * meanServiceS
  refuseOverload(utilisation)
  const meanWaitS = ((utilisation / (1 - utilisation)) * meanServiceS * (1 + serviceScv)) / 2
  return theory({ arrivalsPerSecond, meanServiceS, servers: 1, waitProbability: utilisation, meanWaitS })
}

function theory(known: {
  readonly arrivalsPerSecond: number
  readonly meanServiceS: number
  readonly servers: number
  readonly waitProbability: number
  readonly meanWaitS: number
}): QueueTheory {
  const { arrivalsPerSecond, meanServiceS, servers, waitProbability, meanWaitS } = known
  const meanSojournS = meanWaitS + meanServiceS
  return {
    utilisation: (arrivalsPerSecond * meanServiceS) / servers,
    waitProbability,
    meanWaitS,
    meanSojournS,
    meanQueueLength: arrivalsPerSecond * meanWaitS,
    meanInSystem: arrivalsPerSecond * meanSojournS,
  }
}

function refuseOverload(utilisation: number): void {
  if (!(utilisation < 1)) throw new RangeError("a queue has a steady state only while its utilisation is below 1")
}
