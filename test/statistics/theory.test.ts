import { describe, expect, test } from "vitest"
import { erlangB, erlangC, mg1, mm1, mm1SojournQuantileS, mmc, mmcWaitQuantileS } from "../../statistics/index.ts"

describe("closed forms", () => {
  // Erlang B: published traffic tables (blocking 1 %: 5 servers 1.36 E, 10 servers 4.46 E, 100 servers 84.06 E).
  test.each([
    [5, 1.3608, 0.01],
    [10, 4.4612, 0.01],
    [100, 84.064, 0.01],
    [2, 1, 0.2],
    [1, 1, 0.5],
  ])("Erlang B of %i servers offered %d", (servers, offered, blocking) => {
    expect(erlangB(servers, offered)).toBeCloseTo(blocking, 4)
  })

  test("Erlang C by its sum", () => {
    // c = 3, a = 2: (8/6 * 3) / (1 + 2 + 2 + 4) = 4/9
    expect(erlangC(3, 2)).toBeCloseTo(4 / 9, 12)
    expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 12)
    expect(() => erlangC(3, 3)).toThrow(RangeError)
  })

  test("M/M/1 at 80 %", () => {
    const queue = mm1(800, 1e-3)
    expect(queue.meanSojournS).toBeCloseTo(5e-3, 12) // 1 / (1000 - 800)
    expect(queue.meanWaitS).toBeCloseTo(4e-3, 12)
    expect(queue.meanInSystem).toBeCloseTo(4, 10) // rho / (1 - rho)
    expect(queue.meanQueueLength).toBeCloseTo(3.2, 10)
    expect(queue.utilisation).toBeCloseTo(0.8, 12)
    expect(mm1SojournQuantileS(800, 1e-3, 0.99)).toBeCloseTo(5e-3 * Math.log(100), 12)
  })

  test("M/M/c: wait quantiles and Little's law", () => {
    const queue = mmc(200, 10e-3, 3)
    expect(queue.waitProbability).toBeCloseTo(4 / 9, 12)
    expect(queue.meanWaitS).toBeCloseTo(4 / 9 / 100, 12) // C / (c mu - lambda)
    expect(queue.meanInSystem).toBeCloseTo(queue.meanQueueLength + 2, 10)
    expect(mmcWaitQuantileS(queue, 0.5)).toBe(0)
    expect(mmcWaitQuantileS(queue, 0.95)).toBeCloseTo(Math.log(4 / 9 / 0.05) / 100, 12)
  })

  test("Pollaczek-Khinchine: exponential service is M/M/1, constant service waits half as long", () => {
    expect(mg1(800, 1e-3, 1)).toEqual(expect.objectContaining({ meanWaitS: expect.closeTo(4e-3, 12) }))
    expect(mg1(800, 1e-3, 0).meanWaitS).toBeCloseTo(2e-3, 12)
    expect(() => mg1(1000, 1e-3, 1)).toThrow(RangeError)
  })
})
