import type { QueueTheory } from "../theory.ts"

/** Users who think, ask one queue and wait for the answer. Times in seconds. */
export interface ClosedQueue {
  readonly users: number
  readonly meanThinkS: number
  readonly meanServiceS: number
  readonly servers: number
}

/** A closed queue in its steady state, and how many requests a second go through it. */
export interface ClosedTheory extends QueueTheory {
  readonly perSecond: number
}

/**
 * M/M/c//N, the machine repairman: exponential service; of thinking only the mean counts (a product form). From the
 * probabilities p(n) of n requests at the queue: p(n) / p(n - 1) = (users - n + 1) * service / (think * min(n, servers)).
 * An arriving request sees the queue of one user fewer (Sevcik and Mitrani; Lavenberg and Reiser, 1981).
 */
export function machineRepairman(queue: ClosedQueue): ClosedTheory {
  const { users, meanServiceS, servers } = queue
  const shares = sharesOf(queue)
  const mean = (value: (n: number) => number) => shares.reduce((sum, share, n) => sum + share * value(n), 0)
  const meanBusy = mean((n) => Math.min(n, servers))
  const meanInSystem = mean((n) => n)
  const perSecond = meanBusy / meanServiceS
  const meanQueueLength = meanInSystem - meanBusy
  const seen = sharesOf({ ...queue, users: users - 1 })
  return {
    perSecond,
    utilisation: meanBusy / servers,
    waitProbability: seen.reduce((sum, share, n) => sum + (n >= servers ? share : 0), 0),
    meanWaitS: meanQueueLength / perSecond,
    meanSojournS: meanInSystem / perSecond,
    meanQueueLength,
    meanInSystem,
  }
}

/** p(0) to p(users), scaled as they grow so that none overflows. */
function sharesOf({ users, meanThinkS, meanServiceS, servers }: ClosedQueue): readonly number[] {
  const weights = [1]
  let largest = 1
  for (let n = 1; n <= users; n++) {
    const weight = ((weights[n - 1] ?? 0) * (users - n + 1) * meanServiceS) / (meanThinkS * Math.min(n, servers))
    weights.push(weight)
    largest = Math.max(largest, weight)
    if (largest < 1e250) continue
    for (let i = 0; i <= n; i++) weights[i] = (weights[i] ?? 0) / largest
    largest = 1
  }
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}
