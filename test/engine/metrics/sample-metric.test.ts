import fc from "fast-check"
import { expect, test } from "vitest"
import { RunClock, SampleMetric } from "../../../engine/metrics/index.ts"

const options = { widthNs: 10, windowsMax: 8 }
/** Steps of (time until the record, its value). */
const path = fc.array(
  fc.record({ gap: fc.oneof(fc.nat(30), fc.nat(2000)), value: fc.double({ min: -1e6, max: 1e6, noNaN: true }) }),
  { maxLength: 120 },
)

test("each number is in the window of its instant, whatever was merged", () => {
  fc.assert(
    fc.property(path, (records) => {
      const clock = new RunClock(options)
      const metric = new SampleMetric(clock)
      let now = 0
      const all = records.map(({ gap, value }) => {
        now += gap
        clock.advance(now)
        metric.record(value)
        return { now, value }
      })
      metric.windows().forEach(({ count, sum }, at) => {
        const inside = all.filter((one) => Math.floor(one.now / clock.widthNs) === at).map(({ value }) => value)
        expect(count).toBe(inside.length)
        expect(Math.abs(sum - inside.reduce((total, value) => total + value, 0))).toBeLessThan(1e-6)
      })
      expect(metric.latest).toBe(all.at(-1)?.value ?? Number.NaN)
      expect(metric.max).toBe(Math.max(...all.map(({ value }) => value)))
    }),
  )
})

test("a reset forgets all but the latest", () => {
  const clock = new RunClock(options)
  const metric = new SampleMetric(clock)
  metric.record(2.5)
  clock.advance(15)
  clock.reset()
  expect([metric.latest, metric.max, metric.windows()]).toEqual([2.5, Number.NEGATIVE_INFINITY, [{ count: 0, sum: 0 }]])
  metric.record(-1.5)
  expect([metric.latest, metric.max, metric.windows()]).toEqual([-1.5, -1.5, [{ count: 1, sum: -1.5 }]])
})

test("a snapshot goes on as the original does", () => {
  const clock = new RunClock(options)
  const metric = new SampleMetric(clock)
  const otherClock = new RunClock(options)
  const other = new SampleMetric(otherClock)
  for (const now of [3, 12, 27]) {
    clock.advance(now)
    metric.record(now / 7)
  }
  const saved = structuredClone([clock.snapshot(), metric.snapshot()] as const)
  otherClock.restore(saved[0])
  other.restore(saved[1])
  for (const [onClock, one] of [[clock, metric] as const, [otherClock, other] as const])
    for (const now of [29, 200]) {
      onClock.advance(now)
      one.record(now / 7)
    }
  expect(other.snapshot()).toEqual(metric.snapshot())
  expect(other.windows()).toEqual(metric.windows())
})
