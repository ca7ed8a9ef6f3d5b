import { describe, expect, test } from "vitest"
import { LatencyMetric, RunClock } from "../../engine/metrics/index.ts"
import {
  batchMeansInterval,
  type Estimate,
  mm1,
  mm1SojournQuantileS,
  quantileInterval,
} from "../../statistics/index.ts"
import { normalStream, uniformStream } from "./random.ts"

const REPLICATIONS = 300

/** Shares of replications with an interval, and of those the ones whose interval covers the truth. */
function coverage(estimates: readonly Estimate[], truth: number): { known: number; covered: number } {
  const intervals = estimates.filter((estimate) => estimate.value !== null)
  const covering = intervals.filter(({ low, high }) => low <= truth && truth <= high)
  return { known: intervals.length / estimates.length, covered: covering.length / intervals.length }
}

/** Sojourn times of an M/M/1 queue, recorded as the simulator does; service takes 1 ms on average. */
function mm1Run(seed: number, arrivalsPerSecond: number, endNs: number): LatencyMetric {
  const uniform = uniformStream(seed)
  const clock = new RunClock()
  const metric = new LatencyMetric(clock)
  const warmUpNs = 1e9
  let arrival = 0
  let departure = 0
  let warm = false
  for (;;) {
    arrival += (-Math.log(uniform()) / arrivalsPerSecond) * 1e9
    departure = Math.max(arrival, departure) - Math.log(uniform()) * 1e6
    if (departure > endNs) {
      clock.advance(endNs)
      return metric
    }
    if (!warm && departure >= warmUpNs) {
      clock.advance(warmUpNs)
      clock.reset()
      warm = true
    }
    clock.advance(Math.floor(departure))
    metric.record(Math.floor(departure - arrival))
  }
}

describe("95 % intervals cover the truth in 90 to 98 % of 300 runs", () => {
  test("batch means of an AR(1) series with correlation 0.9", () => {
    const estimates = Array.from({ length: REPLICATIONS }, (_, seed) => {
      const normal = normalStream(seed)
      let x = normal() / Math.sqrt(1 - 0.81)
      const batches = Array.from({ length: 100 }, () => {
        let sum = 0
        for (let i = 0; i < 50; i++) {
          x = 0.9 * x + normal()
          sum += x
        }
        return { count: 50, sum: sum + 50 * 100 }
      })
      return batchMeansInterval(batches, 0.95)
    })
    const { known, covered } = coverage(estimates, 100)
    expect(known).toBeGreaterThan(0.99)
    expect(covered).toBeGreaterThan(0.9)
    expect(covered).toBeLessThan(0.98)
  })

  test("mean and p95 of an M/M/1 queue at 70 % load over 20 s", () => {
    const endNs = 20e9
    const runs = Array.from({ length: REPLICATIONS }, (_, seed) => mm1Run(seed, 700, endNs))
    const mean = coverage(
      runs.map((run) => batchMeansInterval(run.windows(), 0.95)),
      mm1(700, 1e-3).meanSojournS * 1e9,
    )
    const p95 = coverage(
      runs.map((run) => {
        const exceedances = (value: number) => run.exceedances(value)
        return quantileInterval({ quantile: (q) => run.wholeRun.quantile(q), exceedances }, 0.95, 0.95)
      }),
      mm1SojournQuantileS(700, 1e-3, 0.95) * 1e9,
    )
    expect(mean.known).toBeGreaterThan(0.99)
    expect(mean.covered).toBeGreaterThan(0.9)
    expect(mean.covered).toBeLessThan(0.98)
    expect(p95.known).toBeGreaterThan(0.9)
    expect(p95.covered).toBeGreaterThan(0.9)
    expect(p95.covered).toBeLessThan(0.98)
  })

  test("the p99 of too short a run is not estimated", () => {
    const endNs = 4e9
    const estimates = Array.from({ length: 50 }, (_, seed) => {
      const run = mm1Run(seed, 900, endNs)
      const exceedances = (value: number) => run.exceedances(value)
      return quantileInterval({ quantile: (q) => run.wholeRun.quantile(q), exceedances }, 0.99, 0.95)
    })
    expect(estimates.filter((estimate) => estimate.value === null).length).toBeGreaterThanOrEqual(49)
  })
})
