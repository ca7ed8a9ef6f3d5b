import { readFileSync, writeFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import * as z from "zod"
import packageData from "../../../package.json" with { type: "json" }
import { readScenario } from "../../../scenarios/read.ts"
import { buildReport, PLAIN, queuesOf, reportRecorder, reportText } from "../../../scenarios/report/index.ts"
import { REPORT_SCHEMA } from "../../../scenarios/report/json-schema.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { reportOn, runText, textBeside } from "./support.ts"

const run = runText(textBeside("small.yaml"))
const report = buildReport(run)

describe("the report of a small scenario", () => {
  test("is the golden one, to the byte", () => {
    compare("small.report.json", `${JSON.stringify(report, null, 2)}\n`)
  })

  test("reads as the golden text", () => {
    compare("small.report.txt", `${reportText(report, queuesOf(run), PLAIN)}\n`)
  })

  test("is the same when it is asked for twice, and when the run is made again in steps", () => {
    expect(buildReport(run)).toEqual(report)
    const { plan } = readScenario(textBeside("small.yaml"))
    if (plan === undefined) throw new Error("the small scenario is broken")
    const again = new Run(plan, { recorder: reportRecorder(plan) })
    while (!again.finished) again.advance(Number.POSITIVE_INFINITY, 997)
    expect(JSON.stringify(buildReport(again))).toBe(JSON.stringify(report))
  })

  test("fits the published schema, which refuses anything else", () => {
    const schema = z.fromJSONSchema(REPORT_SCHEMA)
    expect(schema.safeParse(JSON.parse(JSON.stringify(report))).error).toBeUndefined()
    expect(schema.safeParse({ ...report, surprise: 1 }).success).toBe(false)
    expect(schema.safeParse({ ...report, digest: "x" }).success).toBe(false)
    const { seed: _, ...without } = report
    expect(schema.safeParse(without).success).toBe(false)
  })

  test("every number but counts has an interval around it or a reason", () => {
    for (const estimate of estimatesIn(report)) {
      if (estimate.value === null) expect(estimate.reason).not.toBe("")
      else
        expect(estimate.low <= estimate.value && estimate.value <= estimate.high, JSON.stringify(estimate)).toBe(true)
    }
  })

  test("names the version of the package", () => {
    expect(report.engine).toBe(packageData.version)
  })
})

test("counts add up", () => {
  const { load, links, components } = report
  const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, count) => all + count, 0)
  for (const client of Object.values(load)) {
    expect(sum(client.outcomes as Record<string, number>)).toBe(client.completed)
    expect(Object.values(client.operations).reduce((all, { completed }) => all + completed, 0)).toBe(client.completed)
  }
  expect(components.store?.requests).toBe(links["app -> store"]?.calls)
})

test("a stalled run says who waits for whom", () => {
  const stalled = reportOn(`
name: stall
run: { duration: 60s }
components:
  users: { kind: client }
  left: { kind: service, concurrency: 1, operations: { go: [{ call: right.go }], end: [{ work: 1ms }] } }
  right: { kind: service, concurrency: 1, operations: { go: [{ call: left.end }] } }
load: { users: { open: constant 10/s, to: left.go, stopAt: 5s } }
`)
  expect(stalled.stoppedBy).toBe("stalled")
  expect(stalled.stall ?? []).toEqual(
    expect.arrayContaining([expect.objectContaining({ waiter: "right", for: "an answer", holder: "left" })]),
  )
})

test("so does one that requests still come to", () => {
  const {
    stoppedBy,
    stall = [],
    warnings,
  } = reportOn(`
name: stall
run: { duration: 60s }
components:
  users: { kind: client }
  left: { kind: service, concurrency: 1, operations: { go: [{ call: right.go }], end: [{ work: 1ms }] } }
  right: { kind: service, concurrency: 1, operations: { go: [{ call: left.end }] } }
load: { users: { open: constant 10/s, to: left.go } }
`)
  expect(stoppedBy).toBe(null)
  expect(stall.map(({ waiter }) => waiter)).toContain("left")
  expect(warnings.map(({ code }) => code)).toContain("W-stall")
})

function compare(name: string, text: string): void {
  const url = new URL(name, import.meta.url)
  if (process.env.ORRERY_GOLDEN === "write") writeFileSync(url, text)
  expect(text).toBe(readFileSync(url, "utf8"))
}

interface AnyEstimate {
  readonly value: number | null
  readonly low: number
  readonly high: number
  readonly reason: string
}

function estimatesIn(value: unknown): readonly AnyEstimate[] {
  if (typeof value !== "object" || value === null) return []
  if ("value" in value && ("method" in value || "reason" in value)) return [value as unknown as AnyEstimate]
  return Object.values(value).flatMap(estimatesIn)
}
