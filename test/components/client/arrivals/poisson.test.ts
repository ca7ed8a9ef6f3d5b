import { expect, test } from "vitest"
import { arrivalsUntil, countsIn, gapsOf, meanOf, SECOND, scvOf, varianceOf } from "../support/process.ts"

const arrivals = arrivalsUntil("poisson 800/s", 250 * SECOND)

test("as many as its rate says, within five standard deviations", () => {
  const expected = 800 * 250
  expect(Math.abs(arrivals.length - expected)).toBeLessThan(5 * Math.sqrt(expected))
})

test("gaps are exponential: mean 1/rate, SCV 1, and half of them below ln 2 means", () => {
  const gaps = gapsOf(arrivals)
  // Standard errors over 200,000 gaps: mean 0.22 %, SCV about sqrt(8/n) = 0.63 %, share 0.11 %.
  expect(Math.abs(meanOf(gaps) / 1_250_000 - 1)).toBeLessThan(5 * 0.0023)
  expect(Math.abs(scvOf(gaps) - 1)).toBeLessThan(5 * 0.0064)
  const below = gaps.filter((gap) => gap < Math.LN2 * 1_250_000).length / gaps.length
  expect(Math.abs(below - 0.5)).toBeLessThan(5 * 0.0012)
})

test("counts in intervals have the variance of their mean", () => {
  const counts = countsIn(arrivals, SECOND / 10, 2500)
  // The index of dispersion of 2,500 counts has standard error sqrt(2/2500) = 2.8 %.
  expect(Math.abs(varianceOf(counts) / meanOf(counts) - 1)).toBeLessThan(5 * 0.029)
})

test("another rate stretches the same arrivals", () => {
  const slow = arrivalsUntil("poisson 400/s", Infinity, { max: 1000 })
  const fast = arrivalsUntil("poisson 800/s", Infinity, { max: 1000 })
  const apart = slow.filter(({ atNs }, index) => Math.abs(atNs - 2 * (fast[index]?.atNs ?? 0)) > 2)
  expect([slow.length, apart]).toEqual([1000, []])
})

test("rounding to whole nanoseconds loses nothing, even where gaps are shorter than one", () => {
  const count = 1_000_000
  const last = arrivalsUntil("poisson 4e9/s", Infinity, { max: count }).at(-1)
  // A sum of exponentials of mean 0.25 ns: standard deviation 0.1 % of the mean.
  expect(Math.abs((last?.atNs ?? 0) / (count / 4) - 1)).toBeLessThan(5 * 0.001)
})

test("a rate of zero sends nothing", () => {
  expect(arrivalsUntil("poisson 0/s", Infinity, { max: 5 })).toEqual([])
})
