import { describe, expect, it } from "vitest"
import { admitted, answers, every, limiter, MS, S } from "./support.ts"

const stick = (limit = 10) => limiter("haproxy-stick-table", { limit, period: "1s" })

describe("HAProxy stick table", () => {
  it("passes the first 10 of 30 within a second (B09)", () => {
    expect(answers(stick(), every(10 * MS, 30)).map((answer) => answer === 0)).toEqual(
      every(1, 30).map((index) => index < 10),
    )
  })

  it("counts what it denies: who goes on at twice the limit gets nothing more", () => {
    // Within the first second 10; from then on the rate never falls to 10.
    expect(admitted(stick(), every(50 * MS, 200))).toBe(10)
    // 9 a second all pass.
    expect(admitted(stick(), every(S / 9, 90))).toBe(90)
  })

  it("weighs the period before by what is left of this one, cut to a whole number", () => {
    const the = stick()
    answers(the, every(0, 10)) // period from 0
    // 10 * 91 / 100 and itself: 10.1, so 10; at 1.000 it is 11.
    expect(answers(the, [1000 * MS])).toEqual([-1])
    const other = stick()
    answers(other, every(0, 10))
    expect(answers(other, [1001 * MS])).toEqual([0]) // 9.99 + 1
  })

  it("begins anew after two periods, at the next request", () => {
    const the = stick(1)
    expect(answers(the, [0, 500 * MS, 2300 * MS, 3299 * MS, 3300 * MS])).toEqual([0, -1, 0, -1, -1])
  })
})
