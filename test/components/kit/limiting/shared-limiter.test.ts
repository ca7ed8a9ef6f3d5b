import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ALLOW, REJECT } from "../../../../components/kit/limiting/limiter.ts"
import { SharedLimiter } from "../../../../components/kit/limiting/shared-limiter.ts"
import { threadCpuMs } from "../../../setup/thread-cpu.ts"
import { limiter, MS, S } from "../../rate-limiting/support.ts"

const window = (limit: number) => () => limiter("fixed-window", { limit, window: "1m" })
const shared = (limit: number, replicas: number, everyNs?: number) => {
  const all = new SharedLimiter(window(limit), replicas, everyNs)
  return Array.from({ length: replicas }, (_, replica) => all.of(replica))
}

/** How many of a spread of requests to the replicas in turn are let through. */
function passed(limiters: ReturnType<typeof shared>, count: number, stepNs: number): number {
  let sum = 0
  for (let index = 0; index < count; index++)
    if (limiters[index % limiters.length]?.decide(index * stepNs, 0, 1) !== REJECT) sum++
  return sum
}

describe("a limiter that replicas share", () => {
  it("counts every request of all of them at once where it does not wait for exchanges", () => {
    expect(passed(shared(100, 3), 900, 10 * MS)).toBe(100)
  })

  it("lets replicas go by what they know until they have exchanged counts, one after the other", () => {
    const [left, right] = shared(10, 2, 100 * MS)
    const ask = (one: typeof left, atNs: number, count: number) =>
      Array.from({ length: count }, () => one?.decide(atNs, 0, 1)).filter((answer) => answer === ALLOW).length
    expect([ask(left, 0, 6), ask(right, 0, 6)]).toEqual([6, 6])
    // At 50 ms the first told its 6 and learnt of no others.
    expect(ask(left, 60 * MS, 6)).toBe(4)
    // At 100 ms the second told its 6, and knows 12.
    expect(ask(right, 100 * MS, 6)).toBe(0)
    expect(ask(left, 60 * S, 20) + ask(right, 60 * S, 20)).toBe(20) // a new minute, not exchanged yet
  })

  it("passes more the longer the exchange takes, up to what replicas pass that do not exchange", () => {
    const all = [20, 200, 2_000, 30_000].map((ms) => passed(shared(100, 4, ms * MS), 4000, 10 * MS))
    expect(all).toEqual([...all].sort((one, other) => one - other))
    // At 100 requests a second, 20 ms let two more through; the exchange after 30 s comes too late.
    expect(all[0]).toBeLessThanOrEqual(104)
    expect(all.at(-1)).toBe(400)
  })

  it("goes on from a snapshot as if nothing had happened", () => {
    const steps = fc.array(
      fc.record({ gap: fc.integer({ min: 0, max: 300 * MS }), replica: fc.nat(2), key: fc.nat(2) }),
      { minLength: 2, maxLength: 100 },
    )
    fc.assert(
      fc.property(steps, fc.constantFrom(undefined, 50 * MS), (requests, everyNs) => {
        const [one, other] = [shared(7, 3, everyNs), shared(7, 3, everyNs)]
        let now = 0
        requests.forEach(({ gap, replica, key }, index) => {
          now += gap
          const wanted = one[replica]?.decide(now, key, 1)
          if (index >= requests.length / 2) expect(other[replica]?.decide(now, key, 1)).toBe(wanted)
          if (index === Math.ceil(requests.length / 2) - 1)
            other.forEach((each, at) => {
              each.restore(structuredClone(one[at]?.snapshot()))
            })
        })
      }),
    )
  })

  it("catches up with any number of exchanges in no time", () => {
    const [left, right] = shared(5, 2, 20 * MS)
    left?.decide(0, 0, 1)
    const begun = threadCpuMs()
    // Five hundred million exchanges later.
    expect(right?.decide(100 * 86_400 * S - 1, 0, 1)).toBe(ALLOW)
    expect(threadCpuMs() - begun).toBeLessThan(100)
  })

  it("forgets what a crashed replica had not told yet", () => {
    const [left, right] = shared(5, 2, 100 * MS)
    for (let request = 0; request < 5; request++) left?.decide(0, 0, 1)
    left?.clear()
    expect([left?.decide(200 * MS, 0, 1), right?.decide(200 * MS, 0, 5)]).toEqual([ALLOW, ALLOW])
  })
})
