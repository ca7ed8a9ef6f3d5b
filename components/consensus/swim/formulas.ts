import { ln, NS_PER_MS, type Ns } from "../../../engine/index.ts"

/** Above so many members, lists are exchanged less often (memberlist util.go, pushPullScaleThreshold). */
const PUSH_PULL_THRESHOLD = 32

/** How often a piece of news is sent among so many members: multiplier * ceil(log10(members + 1)). */
export function retransmitLimit(multiplier: number, members: number): number {
  let digits = 0
  for (let power = 1; power < members + 1; power *= 10) digits += 1
  return multiplier * digits
}

/** The time between exchanges of lists: doubled above 32 members, threefold above 64, and so on. */
export function pushPullIntervalNs(intervalNs: Ns, members: number): Ns {
  let multiplier = 1
  for (let size = PUSH_PULL_THRESHOLD; size < members; size *= 2) multiplier += 1
  return multiplier * intervalNs
}

/** The least time under suspicion: multiplier * max(1, log10 members) * interval; the logarithm to thousandths. */
export function suspicionMinNs(multiplier: number, members: number, intervalNs: Ns): Ns {
  // Without the hair, 1,000 members would come out as 2.999.
  const thousandths = Math.floor((1000 * ln(Math.max(1, members))) / ln(10) + 1e-9)
  return (multiplier * Math.max(1000, thousandths) * intervalNs) / 1000
}

/** How many others' word shortens a suspicion to the least; 0 where there are not so many others to give it. */
export function confirmationsWanted(multiplier: number, members: number): number {
  const wanted = multiplier - 2
  return members - 2 < wanted ? 0 : Math.max(0, wanted)
}

/** The time under suspicion with so many confirmations, from the most down to the least, in whole milliseconds. */
export function suspicionNs(confirmations: number, wanted: number, minNs: Ns, maxNs: Ns): Ns {
  if (wanted < 1) return minNs
  const share = ln(confirmations + 1) / ln(wanted + 1)
  const timeoutNs = Math.floor((maxNs - share * (maxNs - minNs)) / NS_PER_MS) * NS_PER_MS
  return Math.max(minNs, timeoutNs)
}
