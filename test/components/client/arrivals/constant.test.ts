import { expect, test } from "vitest"
import { arrivalsUntil, SECOND } from "../support/process.ts"

const instants = (input: unknown, untilNs: number, max = Infinity) =>
  arrivalsUntil(input, untilNs, { max }).map(({ atNs }) => atNs)

test("the first after one gap, then one each gap", () => {
  expect(instants("constant 100/s", 50e6 + 1)).toEqual([10e6, 20e6, 30e6, 40e6, 50e6])
})

test.each([
  ["constant 100/s phase=3ms", [3e6, 13e6, 23e6]],
  ["constant 100/s phase=0s", [0, 10e6, 20e6]],
  [{ kind: "constant", rate: "1/h", phase: "1m" }, [60e9, 3660e9, 7260e9]],
])("%j", (input, expected) => {
  expect(instants(input, Infinity, 3)).toEqual(expected)
})

test("each instant is the nearest nanosecond to k/rate: errors do not add up", () => {
  const all = instants("constant 3/s", 30_000 * SECOND)
  // 1/3 s is no whole number of ns; (k * 1e9) / 3 rounds once, and k = 3j hits the whole second.
  expect(all.length).toBe(3 * 30_000 - 1)
  expect(all.filter((atNs, index) => atNs !== Math.round(((index + 1) * 1e9) / 3))).toEqual([])
})

test.each(["constant 0/s", "constant 0/s phase=1s"])("%s sends nothing", (input) => {
  expect(instants(input, Infinity, 3)).toEqual([])
})
