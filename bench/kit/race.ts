import { askChild } from "./child.ts"
import type { ContenderName } from "./contenders.ts"
import type { Measurement } from "./measure.ts"
import { median } from "./median.ts"
import { sameOutcome } from "./outcome.ts"

export interface Race {
  readonly bench: string
  readonly ours: ContenderName
  readonly theirs: ContenderName
  /** They do different work for the same load, so that they need not come to the same. */
  readonly differ?: boolean
}

export interface RaceOptions {
  readonly requests: number
  readonly rounds: number
}

export interface RaceResult {
  readonly bench: string
  readonly requestsPerCpuSecond: number
  /** Of the other one: 1 is as fast, above is faster. */
  readonly ratio: number
  readonly rssBytes: number
  readonly gcShare: number
  readonly requests: number
  readonly rounds: number
}

/**
 * Two contenders in turn, each time in a fresh process, so that what else the machine does meets both; medians of the
 * rounds. Throws when they do not come to the same outcome, where they should.
 */
export function race({ bench, ours, theirs, differ = false }: Race, { requests, rounds }: RaceOptions): RaceResult {
  const mine: Measurement[] = []
  const other: Measurement[] = []
  for (let round = 0; round < rounds; round++) {
    const left = askChild<Measurement>(["race", theirs, String(requests)])
    const right = askChild<Measurement>(["race", ours, String(requests)])
    if (!differ && !sameOutcome(left, right))
      throw new Error(`${bench}: ${ours} and ${theirs} disagree: ${JSON.stringify([right, left])}`)
    other.push(left)
    mine.push(right)
  }
  const cpuNs = median(mine.map((each) => each.cpuNsPerRequest))
  return {
    bench,
    requestsPerCpuSecond: 1e9 / cpuNs,
    ratio: median(other.map((each) => each.cpuNsPerRequest)) / cpuNs,
    rssBytes: median(mine.map((each) => each.rssBytes)),
    gcShare: median(mine.map((each) => each.gcShare)),
    requests: mine[0]?.requests ?? 0,
    rounds,
  }
}
