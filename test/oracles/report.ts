import * as cases from "./cases/index.ts"
import { type Job, type JobResult, runJobs } from "./jobs.ts"
import { brokenRow, judgeCase, type Row, type Samples, skippedRow, type Verdict } from "./judge.ts"
import { ORACLES, type Oracle } from "./oracle.ts"
import { SEEDS } from "./run-variant.ts"
import type { Sample } from "./sample.ts"
import { waitOf } from "./waits.ts"

export interface ReportOptions {
  /** Of the oracles to run. */
  readonly ids: readonly string[]
  readonly workers: number
  /** Of each seed's stated length. */
  readonly share: number
  /** What a worker thread runs. */
  readonly program: string
  readonly onProgress: (line: string) => void
}

export interface Report {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly rows: readonly Row[]
  /** Wall time of each oracle's runs, in seconds, by id. */
  readonly seconds: ReadonlyMap<string, number>
}

/** Runs what has scenarios and judges it; everything else is a skipped row that says what it waits for. */
export async function report({ ids, workers, share, program, onProgress }: ReportOptions): Promise<Report> {
  const wanted = ORACLES.filter(({ id }) => ids.includes(id))
  const jobs = Object.values(cases)
    .filter(({ id }) => ids.includes(id))
    .flatMap(({ id, variants }) =>
      variants.flatMap(({ name }) => SEEDS.map((seed): Job => ({ id, variant: name, seed, share }))),
    )
  let done = 0
  const results = await runJobs(jobs, {
    program,
    workers,
    onResult: ({ job }) => onProgress(`${++done} of ${jobs.length} runs, ${job.id} ${job.variant}`),
  })
  const rows = wanted.flatMap((oracle) => rowsOf(oracle, results))
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length
  return {
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    rows,
    seconds: secondsById(results),
  }
}

function rowsOf(oracle: Oracle, results: readonly JobResult[]): readonly Row[] {
  const found = Object.values(cases).find(({ id }) => id === oracle.id)
  if (found === undefined) {
    const wait = waitOf(oracle.id)
    return [wait === undefined ? brokenRow(oracle, "neither a case nor an issue") : skippedRow(oracle, wait)]
  }
  const own = results.filter(({ job }) => job.id === oracle.id)
  const failure = own.find((result) => result.failure !== undefined)?.failure
  return failure === undefined ? judgeCase(oracle, found, samplesOf(own), SEEDS) : [brokenRow(oracle, failure)]
}

function samplesOf(results: readonly JobResult[]): Samples {
  const samples = new Map<string, Map<string, readonly Sample[]>>()
  for (const { job, samples: taken } of results) {
    const bySeed = samples.get(job.variant) ?? new Map<string, readonly Sample[]>()
    samples.set(job.variant, bySeed.set(job.seed, taken))
  }
  return samples
}

function secondsById(results: readonly JobResult[]): ReadonlyMap<string, number> {
  const seconds = new Map<string, number>()
  for (const { job, ms } of results) seconds.set(job.id, (seconds.get(job.id) ?? 0) + ms / 1000)
  return seconds
}
