import { describe, expect, test } from "vitest"
import { LevelMetric } from "../../../engine/index.ts"
import { buildReport, type CauseName } from "../../../scenarios/report/index.ts"
import { serversOf } from "../../../scenarios/report/slots.ts"
import type { Run } from "../../../scenarios/run/run.ts"
import { reportOn, runText, textBeside } from "./support.ts"

/** Cases with a planted cause: what it is, where, and the component with the most of its slots in use. */
const PLANTED: readonly (readonly [file: string, cause: CauseName, component: string, busiest: string])[] = [
  ["cpu", "cpu", "render", "log"],
  ["lock", "lock", "stock", "app"],
  ["outage", "outage", "store", "app"],
  ["pool", "pool", "store", "store"],
  ["rate-limit", "rate-limit", "edge", "app"],
  ["retry-storm", "retry-storm", "app", "search"],
  ["slots", "slots", "app", "app"],
  ["slow-dependency", "slow-dependency", "geo", "app"],
]

describe.each(PLANTED)("%s", (file, cause, component, busiest) => {
  const run = runText(textBeside(`planted/${file}.yaml`))
  const report = buildReport(run)

  test("the planted cause is found where it was planted", () => {
    expect(report.bottleneck).toMatchObject({ cause, component })
    expect(report.bottleneck?.evidence.length).toBeGreaterThan(1)
    expect(report.bottleneck?.share).toBeGreaterThan(0.5)
  })

  test("another seed finds it too", () => {
    expect(reportOn(textBeside(`planted/${file}.yaml`), "another").bottleneck).toMatchObject({ cause, component })
  })

  test(`${busiest} is the busiest`, () => {
    expect(busiestOf(run)).toBe(busiest)
  })

  test("shares of the slowest requests' time add up to 1", () => {
    const sum = report.attribution.p99.reduce((total, { share }) => total + share, 0)
    expect(sum).toBeCloseTo(1, 4)
  })
})

test("in at least two cases the busiest is not the answer", () => {
  expect(PLANTED.filter(([, , component, busiest]) => component !== busiest).length).toBeGreaterThanOrEqual(2)
})

test("where nothing waits, the work itself is named", () => {
  const report = reportOn(`
name: idle
run: { duration: 60s }
components:
  users: { kind: client }
  app: { kind: service, concurrency: 50, operations: { page: [{ work: exponential 10ms }] } }
load: { users: { open: poisson 50/s, to: app } }
`)
  expect(report.bottleneck).toMatchObject({ cause: "work", component: "app" })
})

/** By the mean share of slots in use, with or without an interval. */
function busiestOf(run: Run): string | undefined {
  const shares = Object.keys(run.plan.components).map((name) => {
    const busy = run.metric(`${name}.busy`)
    return { name, share: busy instanceof LevelMetric ? busy.level.mean() / serversOf(run, name).slots : 0 }
  })
  return shares.sort((a, b) => b.share - a.share)[0]?.name
}
