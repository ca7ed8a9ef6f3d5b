import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  CountMetric,
  LatencyMetric,
  LevelMetric,
  RunClock,
  windowCountAbove,
  windowQuantile,
} from "../../../engine/metrics/index.ts"

const options = { widthNs: 10, windowsMax: 8 }
/** Steps of (time until the record, its value); gaps reach over many windows. */
const path = fc.array(fc.record({ gap: fc.oneof(fc.nat(30), fc.nat(2000)), value: fc.nat(1e6) }), { maxLength: 120 })

describe("windows", () => {
  test("each count is in the window of its instant, whatever was merged", () => {
    fc.assert(
      fc.property(path, fc.nat(500), (records, tail) => {
        const clock = new RunClock(options)
        const metric = new CountMetric(clock)
        const instants: number[] = []
        let now = 0
        for (const { gap } of records) {
          now += gap
          instants.push(now)
          clock.advance(now)
          metric.add()
        }
        clock.advance(now + tail)
        const windows = metric.windows()
        const { startNs, widthNs, closed } = clock
        expect(closed).toBeLessThan(8)
        expect(windows.length).toBe(closed + 1)
        expect(Math.floor((now + tail - startNs) / widthNs)).toBe(closed)
        const expected = windows.map((_, i) => instants.filter((at) => Math.floor(at / widthNs) === i).length)
        expect(windows).toEqual(expected)
        expect(metric.total).toBe(records.length)
      }),
    )
  })

  test("a latency's windows hold its values, and asking changes nothing", () => {
    fc.assert(
      fc.property(path, fc.nat(500), (records, tail) => {
        const clock = new RunClock(options)
        const metric = new LatencyMetric(clock)
        const askedClock = new RunClock(options)
        const asked = new LatencyMetric(askedClock)
        const all: { now: number; value: number }[] = []
        let now = 0
        for (const { gap, value } of records) {
          askedClock.advance(now + Math.floor(gap / 2))
          asked.windows()
          now += gap
          all.push({ now, value })
          clock.advance(now)
          askedClock.advance(now)
          metric.record(value)
          asked.record(value)
        }
        clock.advance(now + tail)
        askedClock.advance(now + tail)
        const { widthNs } = clock
        const windows = metric.windows()
        windows.forEach((window, i) => {
          const inside = all.filter((record) => Math.floor(record.now / widthNs) === i).map((record) => record.value)
          expect(window.count).toBe(inside.length)
          expect(window.sum).toBe(inside.reduce((sum, value) => sum + value, 0))
          expect(window.min).toBe(Math.min(...inside))
          expect(window.max).toBe(Math.max(...inside))
          const positive = window.pairs.reduce((sum, number, at) => (at % 2 === 1 ? sum + number : sum), 0)
          expect(positive).toBe(inside.filter((value) => value > 0).length)
        })
        expect(asked.windows()).toEqual(windows)
        expect(asked.wholeRun.snapshot()).toEqual(metric.wholeRun.snapshot())
      }),
    )
  })

  test("a level's windows add up to its integral and know their own maximum", () => {
    fc.assert(
      fc.property(path, fc.nat(500), (records, tail) => {
        const clock = new RunClock(options)
        const metric = new LevelMetric(clock)
        const changes = [{ now: 0, value: 0 }]
        let now = 0
        for (const { gap, value } of records) {
          now += gap
          changes.push({ now, value })
          clock.advance(now)
          metric.set(value)
        }
        const end = now + tail
        clock.advance(end)
        const windows = metric.windows()
        const { widthNs } = clock
        windows.forEach((window, i) => {
          const from = i * widthNs
          const to = Math.min(end, from + widthNs)
          let integral = 0
          let max = 0
          changes.forEach((change, at) => {
            const until = changes[at + 1]?.now ?? Number.POSITIVE_INFINITY
            const overlap = Math.min(to, until) - Math.max(from, change.now)
            if (overlap > 0) integral += overlap * change.value
            const touches = (change.now >= from && change.now < from + widthNs) || (change.now < from && until >= from)
            // A value that ends as the window starts counts: it was there when the window opened.
            if (touches) max = Math.max(max, change.value)
          })
          expect(window).toEqual({ durationNs: to - from, integral, max })
        })
      }),
    )
  })

  test("memory stays bounded over a simulated day of 100 records a second", () => {
    const clock = new RunClock()
    const metric = new LatencyMetric(clock)
    for (let i = 0; i < 864_000; i++) {
      clock.advance(i * 1e8)
      metric.record(1000 + (i % 977) * 1000)
    }
    clock.advance(864_000 * 1e8)
    const { closed, widthNs } = clock
    expect(closed).toBeGreaterThanOrEqual(64)
    expect(closed).toBeLessThan(128)
    expect(widthNs).toBe(100e6 * 2 ** 13) // 128 windows of 819.2 s cover the day, 64 do not
    const { windows, before, open } = metric.snapshot()
    expect(windows.pairs.byteLength).toBeLessThan(128 * 11 * 16 * 8) // at most 11 octaves of 16 pairs a window
    expect(before.buckets.length).toBeLessThanOrEqual(11 * 128)
    expect(open.buckets.length).toBeLessThanOrEqual(11 * 128)
  })

  test("reset starts new windows of the first width at its instant", () => {
    const clock = new RunClock(options)
    const latency = new LatencyMetric(clock)
    const level = new LevelMetric(clock)
    const count = new CountMetric(clock)
    for (let now = 0; now < 1000; now += 7) {
      clock.advance(now)
      latency.record(now)
      level.set(now % 5)
      count.add()
    }
    clock.advance(1003)
    clock.reset()
    clock.advance(1005)
    latency.record(42)
    clock.advance(1008)
    level.set(9)
    clock.advance(1013)
    count.add(3)
    clock.advance(1020)
    expect(clock.snapshot()).toEqual({ nowNs: 1020, startNs: 1003, widthNs: 10, closed: 1 })
    expect(latency.windows().map((window) => window.count)).toEqual([1, 0])
    expect([latency.wholeRun.count, latency.wholeRun.sum]).toEqual([1, 42])
    // The level was 4 (994 % 5) until 1008: 5 * 4 + 5 * 9, then 9 for 7 ns.
    expect(level.windows()).toEqual([
      { durationNs: 10, integral: 65, max: 9 },
      { durationNs: 7, integral: 63, max: 9 },
    ])
    expect(count.windows()).toEqual([0, 3])
    expect(count.total).toBe(3)
  })

  test("a snapshot goes on as the original does", () => {
    fc.assert(
      fc.property(path, path, (before, after) => {
        const [clock, copyClock] = [new RunClock(options), new RunClock(options)]
        const pairs = [
          [new LatencyMetric(clock), new LatencyMetric(copyClock)],
          [new LevelMetric(clock), new LevelMetric(copyClock)],
          [new CountMetric(clock), new CountMetric(copyClock)],
        ] as const
        const put = (metric: LatencyMetric | LevelMetric | CountMetric, value: number) => {
          if (metric instanceof LatencyMetric) metric.record(value)
          else if (metric instanceof LevelMetric) metric.set(value)
          else metric.add()
        }
        let now = 0
        for (const { gap, value } of before) {
          now += gap
          clock.advance(now)
          for (const [original] of pairs) put(original, value)
        }
        copyClock.restore(structuredClone(clock.snapshot()))
        for (const [original, copy] of pairs) copy.restore(structuredClone<unknown>(original.snapshot()) as never)
        for (const { gap, value } of after) {
          now += gap
          clock.advance(now)
          copyClock.advance(now)
          for (const metric of pairs.flat()) put(metric, value)
        }
        for (const [original, copy] of pairs) {
          expect(copy.windows()).toEqual(original.windows())
          expect(copy.snapshot()).toEqual(original.snapshot())
        }
      }),
    )
  })

  test("a window's quantile and count above follow its values to within a bucket", () => {
    const clock = new RunClock({ widthNs: 1000, windowsMax: 4 })
    const metric = new LatencyMetric(clock)
    for (let i = 0; i < 1000; i++) {
      clock.advance(i)
      metric.record(i < 100 ? 0 : 1000 + i)
    }
    clock.advance(1000)
    const [window] = metric.windows()
    if (window === undefined) throw new Error("no window")
    expect(windowQuantile(window, 0.05)).toBe(0)
    for (const q of [0.11, 0.25, 0.5, 0.9, 0.999, 1]) {
      expect(Math.abs(windowQuantile(window, q) / (1000 + q * 1000) - 1)).toBeLessThan(0.01)
      expect(Math.abs(windowCountAbove(window, 1000 + q * 1000) - (1 - q) * 1000)).toBeLessThan(10)
    }
    expect(windowCountAbove(window, 0)).toBe(900)
    expect(windowCountAbove(window, 5000)).toBe(0)
    const empty = new LatencyMetric(new RunClock()).windows()[0]
    expect(empty === undefined ? 0 : windowQuantile(empty, 0.5)).toBeNaN()
  })

  test("refuses odd numbers of windows and widths of nothing", () => {
    expect(() => new RunClock({ windowsMax: 7 })).toThrow(/even number/)
    expect(() => new RunClock({ widthNs: 0 })).toThrow(/whole number/)
  })

  test("refuses a measure that comes after the first window", () => {
    const clock = new RunClock(options)
    clock.advance(10)
    expect(() => new CountMetric(clock)).toThrow(/first window/)
  })
})
