import { describe, expect, test } from "vitest"
import { copyPlain } from "../../../../engine/kernel/plain.ts"
import { ARRIVALS, arrivalsUntil, declaredRate, meanOf, processOf, SECOND } from "../support/process.ts"

/** One example a process, whose long-run rate shows within the seconds given. */
const examples: Readonly<Record<string, readonly [input: unknown, seconds: number]>> = {
  batch: [{ kind: "batch", rate: "20/s", sizes: "uniform 0.5..9.5" }, 1000],
  constant: ["constant 123/s", 100],
  curve: [
    {
      kind: "curve",
      points: [
        { at: "0s", rate: "10/s" },
        { at: "5s", rate: "200/s" },
      ],
      repeat: "10s",
    },
    1000,
  ],
  mmpp: [
    {
      kind: "mmpp",
      states: [
        { rate: "10/s", stay: "1s" },
        { rate: "100/s", stay: "1s" },
      ],
    },
    4000,
  ],
  poisson: ["poisson 100/s", 1000],
  renewal: ["renewal weibull mean=10ms shape=2", 1000],
  trace: [{ kind: "trace", at: ["0s", "3ms", "9ms"], repeat: "20ms" }, 100],
}

test("every process has an example here", () => {
  expect(Object.keys(examples)).toEqual([...ARRIVALS.keys()])
})

describe.each(Object.entries(examples))("%s", (kind, [input, seconds]) => {
  test("is what the example says, and says what it is", () => {
    const { process } = processOf(input)
    expect(process.kind).toBe(kind)
    expect([process.title, process.summary, ...process.sources].every((text) => text.length > 0)).toBe(true)
  })

  test("arrives at the rate it declares", () => {
    const requests = arrivalsUntil(input, seconds * SECOND).reduce((sum, { size }) => sum + size, 0)
    // 6 %: five standard deviations of the most variable example (mmpp: 2.4 % of 220,000 over 4,000 s is 1.1 %).
    expect(Math.abs(requests / seconds / declaredRate(input) - 1)).toBeLessThan(0.06)
  })

  test("instants are whole, never early, and sizes whole", () => {
    const { process, context } = processOf(input)
    for (let arrival = 0; arrival < 20_000; arrival++) {
      process.next(context)
      const whole = Number.isInteger(context.delayNs) && context.delayNs >= 0 && Number.isInteger(context.size)
      if (!whole) expect.fail(`arrival ${arrival}: ${context.delayNs} ns, ${context.size} requests`)
      context.now += context.delayNs
    }
  })

  test("the same seed repeats it, another does not unless nothing is drawn", () => {
    const times = (seed: string) => arrivalsUntil(input, Infinity, { seed, max: 200 })
    expect(times("7")).toEqual(times("7"))
    const isFixed = kind === "constant" || kind === "trace"
    expect(JSON.stringify(times("8")) === JSON.stringify(times("7"))).toBe(isFixed)
  })

  test("goes on from saved state as if nothing had been", () => {
    const one = processOf(input)
    const other = processOf(input)
    const gaps = (from: typeof one, count: number) =>
      Array.from({ length: count }, () => {
        from.process.next(from.context)
        from.context.now += from.context.delayNs
        return [from.context.delayNs, from.context.size]
      })
    gaps(one, 777)
    const saved = structuredClone({
      state: copyPlain(one.context.state, "state"),
      now: one.context.now,
      size: one.context.size,
    })
    const random = one.context.random.snapshot()
    const expected = gaps(one, 500)
    Object.assign(other.context, saved)
    other.context.random.restore(random)
    expect(gaps(other, 500)).toEqual(expected)
    expect(meanOf(expected.map(([gap = 0]) => gap))).toBeGreaterThan(0)
  })
})
