import { describe, expect, test } from "vitest"
import {
  confirmationsWanted,
  pushPullIntervalNs,
  retransmitLimit,
  suspicionMinNs,
  suspicionNs,
} from "../../../components/consensus/index.ts"
import { NS_PER_MS, NS_PER_S } from "../../../engine/index.ts"

describe("formulas", () => {
  // memberlist's defaults for one data centre: least 4 * log10 n seconds, most six times that, 2 confirmations.
  // With one: most - (ln 2 / ln 3 = 0.6309) * (most - least), in whole milliseconds.
  test.each([
    [10, 4000, [24_000, 11_381, 4000]],
    [100, 8000, [48_000, 22_762, 8000]],
    [1000, 12_000, [72_000, 34_144, 12_000]],
  ])("a suspicion among %d", (members, leastMs, timeoutsMs) => {
    const minNs = suspicionMinNs(4, members, NS_PER_S)
    const wanted = confirmationsWanted(4, members)
    expect([minNs / NS_PER_MS, wanted]).toEqual([leastMs, 2])
    const timeouts = [0, 1, 2].map((confirmations) => suspicionNs(confirmations, wanted, minNs, 6 * minNs) / NS_PER_MS)
    expect(timeouts).toEqual(timeoutsMs)
  })

  // [multiplier, members, wanted]: two fewer than the multiplier, unless there are not so many beside prober and probed.
  test.each([
    [4, 2, 0],
    [4, 3, 0],
    [4, 4, 2],
    [6, 5, 0],
    [6, 6, 4],
    [1, 9, 0],
  ])("with multiplier %d among %d, %d confirmations are wanted", (multiplier, members, wanted) => {
    expect(confirmationsWanted(multiplier, members)).toBe(wanted)
    if (wanted === 0) expect(suspicionNs(0, wanted, 4000, 24_000)).toBe(4000)
  })

  // 4 * ceil(log10(n + 1))
  test.each([
    [1, 4],
    [9, 4],
    [10, 8],
    [99, 8],
    [100, 12],
    [999, 12],
    [1000, 16],
  ])("news among %d is sent %d times", (members, times) => {
    expect(retransmitLimit(4, members)).toBe(times)
  })

  // ceil(log2 n - 5) + 1 above 32 members
  test.each([
    [1, 1],
    [32, 1],
    [33, 2],
    [64, 2],
    [65, 3],
    [128, 3],
    [1000, 6],
  ])("among %d, lists are exchanged every %d intervals", (members, intervals) => {
    expect(pushPullIntervalNs(30, members)).toBe(30 * intervals)
  })
})
