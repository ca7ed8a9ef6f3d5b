import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { Level } from "../../../engine/metrics/index.ts"

/** Steps of (how long it holds, the next value). */
const steps = (valueMax: number) =>
  fc.array(fc.record({ ns: fc.integer({ min: 0, max: 1e12 }), value: fc.nat(valueMax) }), {
    minLength: 1,
    maxLength: 60,
  })

interface Held {
  readonly value: number
  readonly ns: number
}

function play(path: readonly { ns: number; value: number }[], level: Level): { now: number; held: Held[] } {
  let now = 0
  let value = 0
  const held: Held[] = []
  for (const step of path) {
    now += step.ns
    held.push({ value, ns: step.ns })
    level.set(now, step.value)
    value = step.value
  }
  return { now, held }
}

describe("Level", () => {
  test.each([20, 4095, 60_000_000])("mean, integral and variance are exact up to %i", (valueMax) => {
    fc.assert(
      fc.property(steps(valueMax), (path) => {
        const level = new Level()
        const { now, held } = play(path, level)
        let integral = 0n
        for (const { value, ns } of held) integral += BigInt(value) * BigInt(ns)
        expect(level.integral(now).value()).toBe(Number(integral))
        if (now === 0) return
        const mean = Number(integral) / now
        expect(level.mean(now)).toBe(mean)
        let squares = 0
        for (const { value, ns } of held) squares += (value - mean) * (value - mean) * ns
        // Beyond 4095 the variance is a difference of squares: exact to the squares' own last digits.
        const slack = 1e-12 * (mean * mean + squares / now) + 1e-12
        expect(Math.abs(level.variance(now) - squares / now)).toBeLessThanOrEqual(slack * 10)
      }),
    )
  })

  test("the distribution is exact below 4096, and quantiles invert it", () => {
    fc.assert(
      fc.property(steps(4095), fc.nat(4100), fc.double({ min: 0, max: 1, noNaN: true }), (path, n, q) => {
        const level = new Level()
        const { now, held } = play(path, level)
        if (now === 0) return
        let above = 0
        for (const { value, ns } of held) if (value >= n) above += ns
        expect(level.probabilityAtLeast(n, now)).toBe(above / now)
        const quantile = level.quantile(q, now)
        expect(1 - level.probabilityAtLeast(quantile + 1, now)).toBeGreaterThanOrEqual(q - 1e-12)
        expect(1 - level.probabilityAtLeast(quantile, now)).toBeLessThanOrEqual(q + 1e-12)
      }),
    )
  })

  test("beyond 4096 a quantile is within a 16th", () => {
    const level = new Level()
    level.set(0, 50_000)
    level.set(60, 1_000_000)
    expect(level.quantile(0.5, 100) / 50_000).toBeCloseTo(1, 1)
    expect(level.quantile(0.5, 100)).toBeLessThanOrEqual(50_000)
    expect(level.quantile(0.99, 100)).toBeGreaterThan(1_000_000 * (15 / 16))
    expect(level.probabilityAtLeast(100_000, 100)).toBe(0.4)
    expect(level.probabilityAtLeast(4096, 100)).toBe(1)
  })

  test("asking in between changes nothing", () => {
    fc.assert(
      fc.property(steps(10_000_000), (path) => {
        const asked = new Level()
        const left = new Level()
        const { now } = play(path, left)
        let at = 0
        for (const step of path) {
          asked.mean(at + Math.floor(step.ns / 3))
          asked.variance(at + Math.floor(step.ns / 2))
          at += step.ns
          asked.set(at, step.value)
        }
        expect(asked.variance(now)).toBe(left.variance(now))
        expect(asked.snapshot()).toEqual(left.snapshot())
      }),
    )
  })

  test("reset keeps the value and forgets the past", () => {
    const level = new Level()
    level.set(0, 9)
    level.set(10, 3)
    level.reset(20)
    expect([level.value, level.max, level.mean(20)]).toEqual([3, 3, 3])
    level.add(30, 2)
    expect(level.mean(40)).toBe(4) // 3 for 10 ns, 5 for 10 ns
    expect(level.variance(40)).toBe(1)
    expect(level.max).toBe(5)
    expect(level.probabilityAtLeast(9, 40)).toBe(0)
  })

  test("max counts a value that held for no time; a snapshot restores all", () => {
    const level = new Level(100)
    level.set(100, 7000)
    level.set(100, 1)
    expect(level.max).toBe(7000)
    level.set(150, 5000)
    const copy = new Level()
    copy.restore(structuredClone(level.snapshot()))
    for (const each of [level, copy]) each.set(170, 300)
    expect(copy.snapshot()).toEqual(level.snapshot())
    expect(copy.mean(200)).toBe((50 + 20 * 5000 + 30 * 300) / 100)
  })

  test("refuses to fall below zero or to grow beyond its limit", () => {
    expect(() => new Level().add(5, -1)).toThrow(/below zero/)
    const level = new Level()
    level.set(0, 2 ** 26)
    expect(() => level.mean(1)).toThrow(/grew beyond/)
  })
})
