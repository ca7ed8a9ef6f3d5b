import { expect, it } from "vitest"
import { RateRule } from "../../../components/waf/rate-rule.ts"
import { outcomes, worldOf } from "./support.ts"

const S = 1e9
const limits = { limit: 100, windowNs: 60 * S, everyNs: 10 * S, lagNs: 5 * S }

/** Sends so many requests in each second, evenly: the seconds at whose beginning it begins or ends to be refused. */
function turns(rule: RateRule, ratePerSecond: (second: number) => number, seconds: number): readonly number[] {
  const found: number[] = []
  let refused = false
  for (let second = 0; second < seconds; second++) {
    const rate = ratePerSecond(second)
    for (let index = 0; index < rate; index++) {
      const now = rule.refuses((second + index / rate) * S, 1)
      if (now !== refused) found.push(second)
      refused = now
    }
  }
  return found
}

it("refuses some time after a look has found too many, and lets pass some time after they are few", () => {
  // 1 a second is 60 a minute; 10 a second from 20 s to 40 s. At 30 s the newest ten seconds weigh 12/7: 171 and more.
  // At 80 s the two busy periods weigh 4/7 and 2/7, together 86, and the four since then 36/7 of 10: 137. At 90 s the
  // last busy one weighs 2/7, 29, and five 40/7 of 10, 57: few enough. The lag is 5 s.
  const rule = new RateRule(limits)
  expect(turns(rule, (second) => (second >= 20 && second < 40 ? 10 : 1), 160)).toEqual([35, 95])
})

it("estimates a steady rate as it is, so one just below the limit is never refused", () => {
  expect(turns(new RateRule({ ...limits, limit: 121 }), () => 2, 200)).toEqual([])
  // 120 a minute in the end, and more than 100 as soon as the newest periods weigh enough.
  expect(turns(new RateRule({ ...limits, limit: 119 }), () => 2, 200)).toEqual([65])
})

it("forgets a client that has gone, and is as new", () => {
  const rule = new RateRule(limits)
  for (let index = 0; index < 500; index++) rule.refuses(index, 7)
  expect(rule.refuses(14 * S, 7)).toBe(false)
  expect(rule.refuses(15 * S, 7)).toBe(true)
  // 1,000 s later the looks in between have been caught up with.
  expect(rule.refuses(1000 * S, 7)).toBe(false)
})

it("counts each key by itself, and forgets those that are idle", () => {
  const rule = new RateRule(limits)
  for (let key = 0; key < 1500; key++) expect(rule.refuses(key, key)).toBe(false)
  expect(rule.size).toBe(1500)
  for (let key = 2000; key < 3500; key++) expect(rule.refuses(1000 * S + key, key)).toBe(false)
  expect(rule.size).toBeLessThan(2500)
})

it("refuses as rate-limited, and with per: all whoever comes", () => {
  const rateBased = (per: string) => [{ limit: 100, window: "60s", every: "1s", lag: "0s", per }]
  // 100 a second for 3 s; the weight of the newest of 60 periods is 120/61: refused from the look at 1 s on.
  expect(outcomes(worldOf({ rateBased: rateBased("all") }, 300))).toEqual({ ok: 100, "rate-limited": 200 })
  expect(outcomes(worldOf({ rateBased: rateBased("key") }, 300))).toEqual({ ok: 100, "rate-limited": 200 })
  const detect = worldOf({ rateBased: rateBased("all"), mode: "detect" }, 300)
  expect([outcomes(detect), detect.count("waf.rateRefused")]).toEqual([{ ok: 300 }, 200])
})
