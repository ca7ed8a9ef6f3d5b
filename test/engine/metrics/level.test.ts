import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { Level, RunClock } from "../../../engine/metrics/index.ts"

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

/** A level on a clock of its own. */
function makeLevel(startNs = 0) {
  const clock = new RunClock({ startNs })
  const level = new Level(clock)
  const set = (nowNs: number, value: number) => {
    clock.advance(nowNs)
    level.set(value)
  }
  return { clock, level, set }
}

type Made = ReturnType<typeof makeLevel>

function play(path: readonly { ns: number; value: number }[], { set }: Made): { now: number; held: Held[] } {
  let now = 0
  let value = 0
  const held: Held[] = []
  for (const step of path) {
    now += step.ns
    held.push({ value, ns: step.ns })
    set(now, step.value)
    value = step.value
  }
  return { now, held }
}

describe("Level", () => {
  test.each([20, 4095, 60_000_000])("mean, integral and variance are exact up to %i", (valueMax) => {
    fc.assert(
      fc.property(steps(valueMax), (path) => {
        const made = makeLevel()
        const { level } = made
        const { now, held } = play(path, made)
        let integral = 0n
        for (const { value, ns } of held) integral += BigInt(value) * BigInt(ns)
        expect(level.integral().value()).toBe(Number(integral))
        if (now === 0) return
        const mean = Number(integral) / now
        expect(level.mean()).toBe(mean)
        let squares = 0
        for (const { value, ns } of held) squares += (value - mean) * (value - mean) * ns
        // Beyond 4095 the variance is a difference of squares: exact to the squares' own last digits.
        const slack = 1e-12 * (mean * mean + squares / now) + 1e-12
        expect(Math.abs(level.variance() - squares / now)).toBeLessThanOrEqual(slack * 10)
      }),
    )
  })

  test("the distribution is exact below 4096, and quantiles invert it", () => {
    fc.assert(
      fc.property(steps(4095), fc.nat(4100), fc.double({ min: 0, max: 1, noNaN: true }), (path, n, q) => {
        const made = makeLevel()
        const { level } = made
        const { now, held } = play(path, made)
        if (now === 0) return
        let above = 0
        for (const { value, ns } of held) if (value >= n) above += ns
        expect(level.probabilityAtLeast(n)).toBe(above / now)
        const quantile = level.quantile(q)
        expect(1 - level.probabilityAtLeast(quantile + 1)).toBeGreaterThanOrEqual(q - 1e-12)
        expect(1 - level.probabilityAtLeast(quantile)).toBeLessThanOrEqual(q + 1e-12)
      }),
    )
  })

  test("beyond 4096 a quantile is within a 16th", () => {
    const { clock, level, set } = makeLevel()
    set(0, 50_000)
    set(60, 1_000_000)
    clock.advance(100)
    expect(level.quantile(0.5) / 50_000).toBeCloseTo(1, 1)
    expect(level.quantile(0.5)).toBeLessThanOrEqual(50_000)
    expect(level.quantile(0.99)).toBeGreaterThan(1_000_000 * (15 / 16))
    expect(level.probabilityAtLeast(100_000)).toBe(0.4)
    expect(level.probabilityAtLeast(4096)).toBe(1)
  })

  test("from 2^26 on the mean is exact and the deviation within a 16th", () => {
    const { clock, level, set } = makeLevel()
    set(0, 3 * 2 ** 26)
    set(60, 2 ** 51 + 1)
    clock.advance(100)
    expect(level.integral().value()).toBe(60 * 3 * 2 ** 26 + 40 * (2 ** 51 + 1))
    expect(Math.sqrt(level.variance()) / (Math.sqrt(0.6 * 0.4) * (2 ** 51 - 3 * 2 ** 26))).toBeCloseTo(1, 1)
    expect(level.quantile(0.5)).toBe(3 * 2 ** 26)
  })

  test.each([10_000_000, 2_000_000_000])("asking in between changes nothing up to %i", (valueMax) => {
    fc.assert(
      fc.property(steps(valueMax), (path) => {
        const asked = makeLevel()
        const left = makeLevel()
        play(path, left)
        let at = 0
        for (const step of path) {
          asked.clock.advance(at + Math.floor(step.ns / 3))
          asked.level.mean()
          asked.clock.advance(at + Math.floor(step.ns / 2))
          asked.level.variance()
          at += step.ns
          asked.set(at, step.value)
        }
        expect(asked.level.variance()).toBe(left.level.variance())
        expect(asked.level.snapshot()).toEqual(left.level.snapshot())
      }),
    )
  })

  test("reset keeps the value and forgets the past", () => {
    const { clock, level, set } = makeLevel()
    set(0, 9)
    set(10, 3)
    clock.advance(20)
    level.reset()
    expect([level.value, level.max, level.mean()]).toEqual([3, 3, 3])
    clock.advance(30)
    level.add(2)
    clock.advance(40)
    expect(level.mean()).toBe(4) // 3 for 10 ns, 5 for 10 ns
    expect(level.variance()).toBe(1)
    expect(level.max).toBe(5)
    expect(level.probabilityAtLeast(9)).toBe(0)
  })

  test("max counts a value that held for no time; a snapshot restores all", () => {
    const { clock, level, set } = makeLevel(100)
    set(100, 7000)
    level.startPeak()
    set(100, 1)
    expect([level.max, level.peak]).toEqual([7000, 7000])
    level.startPeak()
    set(150, 5000)
    expect([level.max, level.peak]).toEqual([7000, 5000])
    const copy = new Level(clock)
    copy.restore(structuredClone(level.snapshot()))
    clock.advance(170)
    for (const each of [level, copy]) each.set(300)
    expect(copy.snapshot()).toEqual(level.snapshot())
    clock.advance(200)
    expect(copy.mean()).toBe((50 + 20 * 5000 + 30 * 300) / 100)
  })

  test("refuses to fall below zero or to grow beyond its limit", () => {
    expect(() => makeLevel().level.add(-1)).toThrow(/below zero/)
    const { clock, level, set } = makeLevel()
    set(0, 2 ** 52)
    clock.advance(1)
    expect(() => level.mean()).toThrow(/grew to 2\^52/)
  })
})
