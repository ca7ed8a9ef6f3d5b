import { describe, expect, it } from "vitest"
import { Run } from "../../../../scenarios/run/run.ts"
import { planOf } from "../../../scenarios/run/support.ts"
import { arrivalsFrom } from "../support/arrivals.ts"
import { detection } from "./support.ts"

describe("http check", () => {
  it.each([
    // a crash is refused at once: the last of `fall` checks in a row comes after fall - 1 to fall intervals
    { check: { kind: "http-check", interval: "4s", fall: 3 }, fault: "crash" as const, from: 8, to: 12 },
    { check: { kind: "http-check", interval: "2s", fall: 1 }, fault: "crash" as const, from: 0, to: 2 },
    // a hang answers nothing: each check fails a timeout later
    { check: { kind: "http-check", interval: "4s", timeout: "3s", fall: 2 }, fault: "pause" as const, from: 7, to: 11 },
    // the next check begins an interval after the end of the one before: 2 · (2 + 3) s at most, then 3 s
    {
      check: { kind: "http-check", interval: "2s", timeout: "3s", fall: 2, pace: "from-end" },
      fault: "pause" as const,
      from: 8,
      to: 10,
    },
  ])("finds a $fault after $from to $to s", ({ check, fault, from, to }) => {
    const { meanS, firstS, lastS } = detection({ check, fault, forS: to + 3 })
    // calls come every 0.1 s, and the checks of 60 callers leave a gap of a 60th of the interval at either end
    const slack = 0.15 + (to - from) / 15
    expect(firstS).toBeGreaterThanOrEqual(from - 0.1)
    expect(firstS).toBeLessThan(from + slack)
    expect(lastS).toBeLessThanOrEqual(to + 0.1)
    expect(lastS).toBeGreaterThan(to - slack)
    // uniform: standard error of 60 draws 0.037 of the width
    expect(Math.abs(meanS - (from + to) / 2)).toBeLessThan(0.13 * (to - from))
  })

  const returning = (rise: number, more: object = {}) =>
    new Run(
      planOf({
        run: { duration: "60s" },
        components: {
          users: { kind: "client" },
          pay: { kind: "service", replicas: 2, operations: { charge: [{ work: "1ms" }] } },
        },
        load: { users: { open: "constant 20/s", to: "pay" } },
        policies: { "users -> pay": { health: { kind: "http-check", interval: "1s", fall: 1, rise, ...more } } },
        faults: [{ at: "10s", for: "10s", do: "crash", target: "pay[0]" }],
      }),
    )

  it("calls an instance again after so many good checks", () => {
    // four checks from 20 s on: the fourth comes 3 to 4 s later, and in each second there is a check
    expect(arrivalsFrom(returning(4), "pay", 12, 22.9)[0]).toBeLessThanOrEqual(11)
    expect(arrivalsFrom(returning(4), "pay", 24.1, 34.1)[0]).toBe(100 + 10)
    // with one it is there at once
    expect(arrivalsFrom(returning(1), "pay", 21.1, 31.1)[0]).toBe(100 + 10)
  })

  it("says what an instance is before its first checks", () => {
    const share = (initially: string) => arrivalsFrom(returning(3, { initially }), "pay", 0, 2)[0]
    expect(share("up")).toBeGreaterThan(15)
    // nobody to call for three checks: at most three of them
    expect(share("down")).toBeLessThanOrEqual(3)
    // the first of them is enough: called from the second second at the latest
    expect(share("unchecked")).toBeGreaterThanOrEqual(10)
  })
})
