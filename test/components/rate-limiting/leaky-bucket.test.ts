import { describe, expect, it } from "vitest"
import { REJECT } from "../../../components/kit/limiting/limiter.ts"
import { answers, every, limiter, MS, S } from "./support.ts"

describe("leaky bucket as a queue", () => {
  it("lets requests leave evenly and refuses who finds the queue full", () => {
    const the = limiter("leaky-bucket", { rate: "10/s", queueMax: 3 })
    expect(answers(the, every(0, 6))).toEqual([0, 100 * MS, 200 * MS, 300 * MS, REJECT, REJECT])
    // The place of the first to wait is free when it leaves.
    expect(the.retryAfterNs(0, 0, 1)).toBe(100 * MS)
    expect(answers(the, [100 * MS - 1, 100 * MS])).toEqual([REJECT, 300 * MS])
  })

  it("keeps the rate exactly where an interval is no whole number", () => {
    const the = limiter("leaky-bucket", { rate: "3/s", queueMax: 1000 })
    const leaves = answers(the, every(0, 1000))
    // The n-th leaves at n * 10^9 / 3, rounded up.
    expect(leaves).toEqual(every(1, 1000).map((n) => Math.ceil((n * S) / 3)))
  })

  it("holds nobody back who comes no faster than the rate", () => {
    const the = limiter("leaky-bucket", { rate: "10/s", queueMax: 0 })
    expect(answers(the, [0, 99 * MS, 100 * MS, 1000 * MS])).toEqual([0, REJECT, 0, 0])
  })
})
