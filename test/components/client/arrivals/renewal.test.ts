import { expect, test } from "vitest"
import { arrivalsUntil, gapsOf, meanOf, scvOf } from "../support/process.ts"

const count = 100_000

// [gaps, mean in ns, SCV, allowed deviation of the SCV (five standard errors, from the fourth moment)]
test.each([
  ["renewal gamma mean=10ms cv=2", 10e6, 4, 0.6],
  ["renewal erlang k=4 mean=2ms", 2e6, 0.25, 0.01],
  ["renewal exponential 5ms", 5e6, 1, 0.05],
  [{ kind: "renewal", gaps: "hyperexponential mean=1ms scv=9" }, 1e6, 9, 1.2],
  [{ kind: "renewal", gaps: { kind: "uniform", min: "0ms", max: "2ms" } }, 1e6, 1 / 3, 0.01],
])("%j", (input, meanNs, scv, tolerance) => {
  const gaps = gapsOf(arrivalsUntil(input, Infinity, { max: count }))
  const error = Math.sqrt(scv / count)
  expect(Math.abs(meanOf(gaps) / meanNs - 1)).toBeLessThan(5 * error)
  expect(Math.abs(scvOf(gaps) - scv)).toBeLessThan(tolerance)
})

test("constant gaps are exact", () => {
  const instants = arrivalsUntil("renewal 7ms", Infinity, { max: 4 }).map(({ atNs }) => atNs)
  expect(instants).toEqual([7e6, 14e6, 21e6, 28e6])
})

test("exponential gaps are the Poisson process of the same mean", () => {
  const times = (input: string) => arrivalsUntil(input, Infinity, { max: 1000 })
  expect(times("renewal exponential 1250us")).toEqual(times("poisson 800/s"))
})
