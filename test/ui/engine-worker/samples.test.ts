import { expect, test } from "vitest"
import { SpanRecorder } from "../../../engine/index.ts"
import { readScenario } from "../../../scenarios/read.ts"
import { sampleShare } from "../../../scenarios/report/recorder.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { bench } from "./support.ts"

const text = `
name: measured
run: { duration: 2s }
components:
  shop: { kind: client }
  pay: { kind: service, concurrency: 4, operations: { charge: [{ work: empirical times/pay.csv }] } }
load:
  shop: { open: poisson 100/s, to: pay }
`
const samples = { "times/pay.csv": [1e6, 2e6, 40e6] }

/** As the command runs it. */
function plainDigest(): string {
  const { plan } = readScenario(text)
  if (plan === undefined) throw new Error("no scenario")
  const samplesOf = () => samples["times/pay.csv"]
  const recorder = new SpanRecorder({ level: "events", sampleShare: sampleShare(plan, samplesOf) })
  const run = new Run(plan, { samplesOf, recorder })
  run.advance()
  return run.digest
}

test("a scenario that names a file runs with the samples that came with the page, and so do its branches", () => {
  const { engine, scheduler } = bench()
  expect(engine.start({ text, samples }).problems).toEqual([])
  scheduler.turns()
  expect(engine.progress(0).digest).toBe(plainDigest())
  const faults = `${text}faults:\n  - { at: 1s, for: 100ms, do: pause, target: pay }\n`
  expect(engine.fork({ text: faults, samples, from: 0, atNs: 1e9 }).branch).toBe(1)
  scheduler.turns()
  expect(engine.progress(1).digest).not.toBe(plainDigest())
})

test("a file whose samples are not there is a problem at its place", () => {
  const { engine } = bench()
  const started = engine.start({ text, samples: { "times/other.csv": [1] } })
  expect(started.branch).toBeNull()
  expect(started.problems.map(({ code, line }) => [code, line])).toEqual([["E-file", 6]])
})
