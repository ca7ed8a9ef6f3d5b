import { expect, it } from "vitest"
import * as z from "zod"
import { readScenario } from "../../../scenarios/read.ts"
import { buildReport, PLAIN, queuesOf, reportText } from "../../../scenarios/report/index.ts"
import { REPORT_SCHEMA } from "../../../scenarios/report/json-schema.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { runText } from "./support.ts"

/** Two replicas that overload what they call, each with a limit of its own. */
const textWith = (limit: string) => `
name: limits
run: { duration: 10s, warmup: 2s }
components:
  users: { kind: client }
  app: { kind: service, replicas: 2, operations: { serve: [{ call: store.get }] } }
  store: { kind: service, concurrency: 8, operations: { get: [{ work: exponential 20ms }] } }
load: { users: { open: poisson 500/s, to: app } }
policies: { "app -> store": { limit: ${limit} } }
`
const vegas = textWith("vegas")
const run = runText(vegas)
const report = buildReport(run)

it("a link with Vegas has the limit of all replicas and the queue it decided by", () => {
  const { links } = report
  const { limit, estimates, outcomes } = links["app -> store"] ?? {}
  expect(Object.keys(links["users -> app"] ?? {})).toEqual(["calls", "outcomes", "retries", "latencyMs"])
  // What both allow together lies below the 20 each allows at first, and above what the store works on at a time.
  expect(limit?.mean.value).toBeGreaterThan(8)
  expect(limit?.mean.value).toBeLessThan(40)
  expect(outcomes?.rejected).toBeGreaterThan(0)
  expect(Object.keys(estimates ?? {})).toEqual(["queue"])
  const { mean, max } = estimates?.queue ?? {}
  expect(mean?.value).toBeGreaterThan(0)
  expect(max).toBeGreaterThan(mean?.value ?? Number.POSITIVE_INFINITY)
})

it("a strategy that reckons no queue has the limit alone", () => {
  const link = buildReport(runText(textWith("aimd"))).links["app -> store"]
  expect(link?.limit?.mean.value).toBeGreaterThan(0)
  expect(link).not.toHaveProperty("estimates")
})

it("it fits the schema and has a line in the text", () => {
  const schema = z.fromJSONSchema(REPORT_SCHEMA)
  expect(schema.safeParse(JSON.parse(JSON.stringify(report))).error).toBeUndefined()
  const lines = reportText(report, queuesOf(run), PLAIN).split("\n")
  const at = lines.findIndex((line) => line.startsWith("adaptive limit"))
  expect(lines[at + 1]).toMatch(/^app -> store +[\d.]+ +\d+ +queue [\d.]+$/)
})

it("measures are part of a snapshot", () => {
  const { plan } = readScenario(vegas)
  if (plan === undefined) throw new Error("the scenario is broken")
  const first = new Run(plan)
  first.advance(5e9)
  const second = new Run(plan)
  second.restore(structuredClone(first.snapshot()))
  second.advance()
  expect(second.digest).toBe(run.digest)
  for (const name of ["app -> store.limit", "app -> store.queue"])
    expect(second.metric(name)?.snapshot()).toEqual(run.metric(name)?.snapshot())
})
