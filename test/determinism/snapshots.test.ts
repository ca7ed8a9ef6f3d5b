import { mkdirSync, readFileSync } from "node:fs"
import { resolve as resolvePath } from "node:path"
import { Worker } from "node:worker_threads"
import { buildSync } from "esbuild"
import { describe, expect, it } from "vitest"
import { createStream, type Plain, pickIndex, SpanRecorder, seedWords } from "../../engine/index.ts"
import { readScenario } from "../../scenarios/read.ts"
import { Run } from "../../scenarios/run/run.ts"
import { fingerprint } from "./fingerprint.ts"

const text = readFileSync("test/determinism/stress.yaml", "utf8")
/** Instants at which the run is taken apart, besides those within faults (chosen by a stream, so the same every time). */
const INSTANTS = 20

function planOf() {
  const { plan, problems } = readScenario(text)
  if (plan === undefined) throw new Error(problems.map(({ message }) => message).join("\n"))
  return plan
}

/** Snapshots at random numbers of events over the whole run. */
function snapshotsOf(events: number): Plain[] {
  const random = createStream(seedWords("instants"), "test", "instants")
  const at: number[] = []
  for (let index = 0; index < INSTANTS; index++) {
    random.step()
    at.push(1 + pickIndex(random.a, events - 1))
  }
  const run = new Run(planOf())
  return at
    .sort((left, right) => left - right)
    .map((event) => {
      run.advance(Number.POSITIVE_INFINITY, event - run.events)
      return run.snapshot()
    })
}

describe("a run taken apart and put together again", () => {
  const whole = new Run(planOf())
  whole.advance()
  const expected = fingerprint(whole)

  it("holds its invariants and is eventful", () => {
    expect(expected).not.toContain('"held":false')
    expect(whole.events).toBeGreaterThan(30_000)
    expect(whole.faultLog?.begun).toBeGreaterThanOrEqual(5)
    expect(whole.estate.ports.edges.get("shop -> stock")?.retries).toBeGreaterThan(100)
  })

  it("goes on alike from any of twenty instants, in a fresh worker", async () => {
    mkdirSync(".cache/determinism", { recursive: true })
    const program = resolvePath(".cache/determinism/restore.cjs")
    const shared = { bundle: true, minifySyntax: true, logLevel: "error", format: "cjs", platform: "node" } as const
    buildSync({ ...shared, entryPoints: ["test/determinism/entries/restore.ts"], outfile: program })
    const snapshots = snapshotsOf(whole.events)
    const found = await new Promise<readonly string[]>((resolve, reject) => {
      const worker = new Worker(program, { workerData: { text, snapshots } })
      worker.once("message", resolve)
      worker.once("error", reject)
    })
    expect(found).toHaveLength(INSTANTS)
    for (const text of found) expect(text).toBe(expected)
  }, 60_000)

  it("is the same at every level of recording, and in slices of any size", () => {
    const recorder = new SpanRecorder({ level: "events" })
    const recorded = new Run(planOf(), { recorder })
    while (!recorded.finished) recorded.advance(Number.POSITIVE_INFINITY, 997)
    expect(fingerprint(recorded)).toBe(expected)
    expect(recorder.spans.count).toBeGreaterThan(20_000)
  })

  it("is another run with another seed", () => {
    const other = new Run(planOf(), { seed: "43" })
    other.advance()
    expect(other.digest).not.toBe(whole.digest)
  })
})
