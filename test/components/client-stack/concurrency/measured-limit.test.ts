import { expect, it } from "vitest"
import { LIMITS } from "../../../../components/client-stack/concurrency/choice.ts"
import { MeasuredLimit } from "../../../../components/client-stack/concurrency/measured-limit.ts"
import { FAILED, IGNORED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { LevelMetric, RunClock, SampleMetric } from "../../../../engine/index.ts"
import { RunMetrics } from "../../../../scenarios/run/metrics.ts"
import { limiter, ms } from "../support/make.ts"

function measured(kind: string, text: Readonly<Record<string, unknown>>, metrics = new RunMetrics(new RunClock())) {
  const the = new MeasuredLimit(limiter(kind, text), metrics.bag("a -> b"))
  const level = metrics.get("a -> b.limit")
  const queue = metrics.get("a -> b.queue")
  if (!(level instanceof LevelMetric)) throw new Error("a limit is a level")
  return { the, level, metrics, queue: queue instanceof SampleMetric ? queue : undefined }
}

/** A Vegas limit of 10, all of it used, that knows a latency of 100 ms. */
function loaded() {
  const all = measured("vegas", { initial: 10 })
  all.the.admit(0)
  all.the.settled(0, SUCCEEDED, ms(100))
  for (let call = 0; call < 10; call++) all.the.admit(0)
  return all
}

// AC1: the queue is 10 * (1 - 100 / latency), and Vegas takes a part of a call for a whole one; alpha is 3, beta 6.
it.each([
  [105, 0.47619, 16], // at most a step: + beta
  [120, 1.66667, 11], // 2, below alpha: + 1
  [150, 3.33333, 10], // 4, between them
  [200, 5, 10],
  [300, 6.66667, 9], // 7, above beta: - 1
])("Vegas at %i ms reckons a queue of %f and makes the limit %i", (latencyMs, queue, limit) => {
  const all = loaded()
  all.the.settled(0, SUCCEEDED, ms(latencyMs))
  expect(all.queue?.latest).toBeCloseTo(queue, 5)
  expect(all.level.level.value).toBe(limit)
})

it("counts an estimate only where something was decided by it", () => {
  const { the, queue, level } = loaded()
  expect(queue?.windows()).toEqual([{ count: 0, sum: 0 }])
  the.settled(0, SUCCEEDED, ms(200))
  the.settled(0, IGNORED, ms(200))
  the.settled(0, FAILED, ms(200)) // a drop: - 1, whatever the latency
  the.settled(0, SUCCEEDED, ms(50)) // the smallest from now on
  expect(queue?.windows()).toEqual([{ count: 1, sum: 5 }])
  expect(level.level.value).toBe(9)
})

it("adds up the limits of all callers that share the measures, for as long as they hold", () => {
  const clock = new RunClock()
  const { the, level, metrics } = measured("aimd", { initial: 20, limitMin: 1 }, new RunMetrics(clock))
  const other = measured("aimd", { initial: 30, limitMin: 1 }, metrics)
  expect(level.level.value).toBe(50)
  clock.advance(ms(10))
  other.the.admit(ms(10))
  other.the.settled(ms(10), FAILED, 1) // 27
  the.admit(ms(10))
  the.settled(ms(10), FAILED, 1) // 18
  clock.advance(ms(40))
  expect(level.level.mean()).toBe((50 * 10 + 45 * 30) / 40)
  expect(level.level.max).toBe(50)
})

it("sees a limit change with the time alone when the next call begins", () => {
  const { the, level } = measured("gradient", {})
  for (let call = 0; call < 50; call++) {
    the.admit(ms(10 * call))
    the.settled(ms(10 * call + 10), SUCCEEDED, ms(10))
  }
  the.admit(ms(540))
  the.settled(ms(550), SUCCEEDED, ms(10))
  expect(level.level.value).toBe(3)
  the.admit(ms(610))
  expect(level.level.value).toBe(5)
})

it("goes on from a snapshot with its part of the level", () => {
  const { the, metrics } = loaded()
  the.settled(0, SUCCEEDED, ms(120))
  const saved = structuredClone({ limit: the.snapshot(), metrics: metrics.snapshot() })
  const again = measured("vegas", { initial: 10 })
  again.metrics.restore(saved.metrics)
  again.the.restore(saved.limit)
  for (const one of [the, again.the]) one.settled(0, SUCCEEDED, ms(120))
  expect(again.level.level.value).toBe(12)
  expect(again.metrics.snapshot()).toEqual(metrics.snapshot())
})

it("every measure of a strategy has a name of its own", () => {
  for (const { measures = [] } of LIMITS.values()) {
    const names = ["limit", ...measures.map(({ name }) => name)]
    expect(new Set(names).size).toBe(names.length)
  }
})
