import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  CountMetric,
  LatencyMetric,
  LevelMetric,
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
        const metric = new CountMetric(options)
        const instants: number[] = []
        let now = 0
        for (const { gap } of records) {
          now += gap
          instants.push(now)
          metric.add(now)
        }
        const windows = metric.windowsUntil(now + tail)
        const { startNs, widthNs, closed } = metric.windowing(now + tail)
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
        const metric = new LatencyMetric(options)
        const asked = new LatencyMetric(options)
        const all: { now: number; value: number }[] = []
        let now = 0
        for (const { gap, value } of records) {
          asked.windowsUntil(now + Math.floor(gap / 2))
          now += gap
          all.push({ now, value })
          metric.record(now, value)
          asked.record(now, value)
        }
        const { widthNs } = metric.windowing(now + tail)
        const windows = metric.windowsUntil(now + tail)
        windows.forEach((window, i) => {
          const inside = all.filter((record) => Math.floor(record.now / widthNs) === i).map((record) => record.value)
          expect(window.count).toBe(inside.length)
          expect(window.sum).toBe(inside.reduce((sum, value) => sum + value, 0))
          expect(window.min).toBe(Math.min(...inside))
          expect(window.max).toBe(Math.max(...inside))
          const positive = window.pairs.reduce((sum, number, at) => (at % 2 === 1 ? sum + number : sum), 0)
          expect(positive).toBe(inside.filter((value) => value > 0).length)
        })
        expect(asked.windowsUntil(now + tail)).toEqual(windows)
        expect(asked.wholeRun.snapshot()).toEqual(metric.wholeRun.snapshot())
      }),
    )
  })

  test("a level's windows add up to its integral and know their own maximum", () => {
    fc.assert(
      fc.property(path, fc.nat(500), (records, tail) => {
        const metric = new LevelMetric(options)
        const changes = [{ now: 0, value: 0 }]
        let now = 0
        for (const { gap, value } of records) {
          now += gap
          changes.push({ now, value })
          metric.set(now, value)
        }
        const end = now + tail
        const windows = metric.windowsUntil(end)
        const { widthNs } = metric.windowing(end)
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
    const metric = new LatencyMetric()
    for (let i = 0; i < 864_000; i++) metric.record(i * 1e8, 1000 + (i % 977) * 1000)
    const { closed, widthNs } = metric.windowing(864_000 * 1e8)
    expect(closed).toBeGreaterThanOrEqual(64)
    expect(closed).toBeLessThan(128)
    expect(widthNs).toBe(100e6 * 2 ** 13) // 128 windows of 819.2 s cover the day, 64 do not
    const { windows, wholeRun } = metric.snapshot()
    expect(windows.pairs.byteLength).toBeLessThan(128 * 11 * 16 * 8) // at most 11 octaves of 16 pairs a window
    expect(wholeRun.buckets.length).toBeLessThanOrEqual(11 * 128)
  })

  test("reset starts new windows of the first width at its instant", () => {
    const latency = new LatencyMetric(options)
    const level = new LevelMetric(options)
    const count = new CountMetric(options)
    for (let now = 0; now < 1000; now += 7) {
      latency.record(now, now)
      level.set(now, now % 5)
      count.add(now)
    }
    for (const metric of [latency, level, count]) metric.reset(1003)
    latency.record(1005, 42)
    level.set(1008, 9)
    count.add(1013, 3)
    expect(latency.windowing(1020)).toEqual({ startNs: 1003, widthNs: 10, closed: 1 })
    expect(latency.windowsUntil(1020).map((window) => window.count)).toEqual([1, 0])
    expect([latency.wholeRun.count, latency.wholeRun.sum]).toEqual([1, 42])
    // The level was 4 (994 % 5) until 1008: 5 * 4 + 5 * 9, then 9 for 7 ns.
    expect(level.windowsUntil(1020)).toEqual([
      { durationNs: 10, integral: 65, max: 9 },
      { durationNs: 7, integral: 63, max: 9 },
    ])
    expect(count.windowsUntil(1020)).toEqual([0, 3])
    expect(count.total).toBe(3)
  })

  test("a snapshot goes on as the original does", () => {
    fc.assert(
      fc.property(path, path, (before, after) => {
        const pairs = [
          [new LatencyMetric(options), new LatencyMetric(options)],
          [new LevelMetric(options), new LevelMetric(options)],
          [new CountMetric(options), new CountMetric(options)],
        ] as const
        for (const [original, copy] of pairs) {
          const put = (metric: typeof original, now: number, value: number) => {
            if (metric instanceof LatencyMetric) metric.record(now, value)
            else if (metric instanceof LevelMetric) metric.set(now, value)
            else metric.add(now, value)
          }
          let now = 0
          for (const { gap, value } of before) {
            now += gap
            put(original, now, value)
          }
          const snapshot: unknown = structuredClone(original.snapshot())
          copy.restore(snapshot as never)
          for (const { gap, value } of after) {
            now += gap
            put(original, now, value)
            put(copy, now, value)
          }
          expect(copy.windowsUntil(now)).toEqual(original.windowsUntil(now))
          expect(copy.snapshot()).toEqual(original.snapshot())
        }
      }),
    )
  })

  test("a window's quantile and count above follow its values to within a bucket", () => {
    const metric = new LatencyMetric({ widthNs: 1000, windowsMax: 4 })
    for (let i = 0; i < 1000; i++) metric.record(i, i < 100 ? 0 : 1000 + i)
    const [window] = metric.windowsUntil(1000)
    if (window === undefined) throw new Error("no window")
    expect(windowQuantile(window, 0.05)).toBe(0)
    for (const q of [0.11, 0.25, 0.5, 0.9, 0.999, 1]) {
      expect(Math.abs(windowQuantile(window, q) / (1000 + q * 1000) - 1)).toBeLessThan(0.01)
      expect(Math.abs(windowCountAbove(window, 1000 + q * 1000) - (1 - q) * 1000)).toBeLessThan(10)
    }
    expect(windowCountAbove(window, 0)).toBe(900)
    expect(windowCountAbove(window, 5000)).toBe(0)
    const empty = new LatencyMetric().windowsUntil(0)[0]
    expect(empty === undefined ? 0 : windowQuantile(empty, 0.5)).toBeNaN()
  })

  test("refuses odd numbers of windows and widths of nothing", () => {
    expect(() => new CountMetric({ windowsMax: 7 })).toThrow(/even number/)
    expect(() => new CountMetric({ widthNs: 0 })).toThrow(/whole number/)
  })
})
