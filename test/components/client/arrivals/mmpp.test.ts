import { expect, test } from "vitest"
import { arrivalsUntil, countsIn, declaredRate, meanOf, SECOND, varianceOf } from "../support/process.ts"

const bursty = {
  kind: "mmpp",
  states: [
    { rate: "20/s", stay: "900ms" },
    { rate: "380/s", stay: "100ms" },
  ],
}

test("the mean rate is that of the states, weighted by their stays", () => {
  // (20 * 0.9 + 380 * 0.1) / 1.0 = 56/s
  expect(declaredRate(bursty)).toBeCloseTo(56, 9)
  const spanS = 40_000
  const count = arrivalsUntil(bursty, spanS * SECOND).length
  // Var N(t)/t -> rate + 2 (r1 - r2)^2 a b / (a + b)^3, with leaving rates a = 1/0.9, b = 1/0.1 (Fischer 1993, eq. 9).
  const a = 1 / 0.9
  const b = 10
  const variance = (56 + (2 * 360 * 360 * a * b) / ((a + b) * (a + b) * (a + b))) * spanS
  expect(Math.abs(count - 56 * spanS)).toBeLessThan(5 * Math.sqrt(variance))
})

test("bursts last: the index of dispersion for counts grows to its limit, far above 1", () => {
  const arrivals = arrivalsUntil(bursty, 40_000 * SECOND)
  const dispersion = (widthNs: number) => {
    const counts = countsIn(arrivals, widthNs, Math.floor((40_000 * SECOND) / widthNs))
    return varianceOf(counts) / meanOf(counts)
  }
  const a = 1 / 0.9
  const b = 10
  const excess = (2 * 360 * 360 * a * b) / (56 * (a + b) * (a + b) * (a + b))
  // I(t) = 1 + excess * (1 - (1 - e^-rt) / (r t)), r = a + b: at 10 ms, 1 s and 10 s.
  for (const [seconds, tolerance] of [
    [0.01, 0.05],
    [1, 0.1],
    [10, 0.15],
  ] as const) {
    const rt = (a + b) * seconds
    const theory = 1 + excess * (1 - (1 - Math.exp(-rt)) / rt)
    expect(Math.abs(dispersion(seconds * SECOND) / theory - 1)).toBeLessThan(tolerance)
  }
  expect(dispersion(SECOND)).toBeGreaterThan(10)
})

test("one state is a Poisson process", () => {
  const counts = countsIn(
    arrivalsUntil({ kind: "mmpp", states: [{ rate: "100/s", stay: "1s" }] }, 2000 * SECOND),
    SECOND,
    2000,
  )
  expect(Math.abs(meanOf(counts) - 100)).toBeLessThan(5 * Math.sqrt(100 / 2000))
  expect(Math.abs(varianceOf(counts) / meanOf(counts) - 1)).toBeLessThan(5 * Math.sqrt(2 / 2000))
})

test("a silent state sends nothing and silence for ever ends", () => {
  const onOff = {
    kind: "mmpp",
    states: [
      { rate: "0/s", stay: "1s" },
      { rate: "1000/s", stay: "1s" },
    ],
  }
  expect(declaredRate(onOff)).toBeCloseTo(500, 9)
  expect(arrivalsUntil({ kind: "mmpp", states: [{ rate: "0/s", stay: "1s" }] }, Infinity, { max: 3 })).toEqual([])
})

test("a rate that is next to nothing does not hang: empty arrivals give the run's limits their turn", () => {
  const rare = {
    kind: "mmpp",
    states: [
      { rate: "1/d", stay: "1ns" },
      { rate: "0/s", stay: "1ns" },
    ],
  }
  const arrivals = arrivalsUntil(rare, Infinity, { max: 100 })
  expect(arrivals.map(({ size }) => size)).toEqual(new Array(100).fill(0))
  // 100 times 1000 stays of mean 1 ns: 100 us within five standard errors (316 ns).
  expect(Math.abs((arrivals.at(-1)?.atNs ?? 0) - 100_000)).toBeLessThan(5 * 317 + 100)
})
