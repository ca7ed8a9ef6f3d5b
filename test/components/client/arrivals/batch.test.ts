import { expect, test } from "vitest"
import { arrivalsUntil, countsIn, gapsOf, meanOf, SECOND, scvOf, varianceOf } from "../support/process.ts"

const sizesOf = (input: unknown, count: number) =>
  arrivalsUntil(input, Infinity, { max: count }).map(({ size }) => size)

test("batches come as a Poisson process, each of the size given", () => {
  const batches = arrivalsUntil("batch 50/s size=20", 2000 * SECOND)
  expect(Math.abs(batches.length - 100_000)).toBeLessThan(5 * Math.sqrt(100_000))
  expect(new Set(batches.map(({ size }) => size))).toEqual(new Set([20]))
  // Standard error of the SCV sqrt(8/n) = 0.9 %.
  expect(Math.abs(scvOf(gapsOf(batches)) - 1)).toBeLessThan(5 * 0.009)
})

test("requests in intervals are more variable than Poisson by E[size^2]/E[size]", () => {
  const counts = countsIn(arrivalsUntil("batch 50/s size=20", 2000 * SECOND), SECOND, 2000)
  expect(Math.abs(varianceOf(counts) / meanOf(counts) / 20 - 1)).toBeLessThan(5 * Math.sqrt(2 / 2000))
})

test("drawn sizes follow their distribution, rounded", () => {
  const sizes = sizesOf({ kind: "batch", rate: "1/s", sizes: "uniform 0.5..10.5" }, 100_000)
  for (let size = 1; size <= 10; size++) {
    const share = sizes.filter((one) => one === size).length / sizes.length
    expect(Math.abs(share - 0.1)).toBeLessThan(5 * Math.sqrt(0.09 / sizes.length))
  }
})

test("a drawn size may be 0: the mean stays that of the distribution", () => {
  const sizes = sizesOf({ kind: "batch", rate: "1/s", sizes: "uniform 0..1" }, 40_000)
  expect(Math.abs(meanOf(sizes) - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / 40_000))
})

test("another size leaves the times as they are", () => {
  const times = (input: unknown) => arrivalsUntil(input, Infinity, { max: 1000 }).map(({ atNs }) => atNs)
  expect(times("batch 50/s size=3")).toEqual(times({ kind: "batch", rate: "50/s", sizes: "exponential 8" }))
})
