import { isMainThread, parentPort } from "node:worker_threads"
import { Command, CommanderError } from "commander"
import { OK, USAGE } from "../../cli/lib/exit-codes.ts"
import { UserError } from "../../cli/lib/user-error.ts"
import * as cases from "./cases/index.ts"
import type { Job, JobResult } from "./jobs.ts"
import { ORACLES } from "./oracle.ts"
import { report } from "./report.ts"
import { runVariant } from "./run-variant.ts"
import { failuresText, tableText } from "./table.ts"
import { chosenIds, positiveNumber } from "./words.ts"

interface Options {
  readonly json: boolean
  readonly only?: string
  readonly jobs: string
  readonly share: string
  readonly times: boolean
}

if (isMainThread) await main()
else serve()

async function main(): Promise<void> {
  try {
    process.exitCode = await compare()
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? OK : USAGE
    else if (error instanceof UserError) {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = error.exitCode
    } else throw error
  }
}

/** Compares every oracle with what the simulator measures: 1 where one of them is not met. */
async function compare(): Promise<number> {
  const command = new Command("oracles")
    .exitOverride()
    .option("--json", "print one object instead of the table", false)
    .option("--only <ids>", "oracles by id, such as Q01,Q02")
    .option("--jobs <n>", "runs at the same time", "2")
    .option("--share <n>", "of each seed's measured time; with 0.25 all eight make the stated length", "1")
    .option("--times", "say on stderr how long each oracle's runs took", false)
    .parse()
  const { json, only, jobs, share, times } = command.opts<Options>()
  const known = ORACLES.map(({ id }) => id)
  const started = performance.now()
  const result = await report({
    ids: only === undefined ? known : chosenIds(only, known),
    workers: positiveNumber("--jobs", jobs),
    share: positiveNumber("--share", share),
    program: import.meta.url,
    onProgress: (line) => process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : ""),
  })
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K")
  const { passed, failed, skipped, rows, seconds } = result
  if (times) for (const [id, took] of seconds) process.stderr.write(`${id} ${took.toFixed(1)} s\n`)
  process.stderr.write(`${Math.round((performance.now() - started) / 1000)} s\n`)
  if (json) process.stdout.write(`${JSON.stringify({ passed, failed, skipped, rows })}\n`)
  else {
    const totals = `${passed} passed, ${failed} failed, ${skipped} skipped`
    process.stdout.write(`${tableText(rows)}${failuresText(rows)}${totals}\n`)
  }
  return failed === 0 ? 0 : 1
}

/** The life of a worker thread: one run a message. */
function serve(): void {
  parentPort?.on("message", (job: Job) => {
    const started = performance.now()
    const outcome = attempt(job)
    const result: JobResult = { job, ...outcome, ms: performance.now() - started }
    parentPort?.postMessage(result)
  })
}

function attempt({ id, variant, seed, share }: Job): Pick<JobResult, "samples" | "failure"> {
  try {
    const found = Object.values(cases)
      .find((each) => each.id === id)
      ?.variants.find(({ name }) => name === variant)
    if (found === undefined) throw new Error(`there is no variant "${variant}"`)
    return { samples: runVariant(found, seed, share) }
  } catch (error) {
    return {
      samples: [],
      failure: `${variant}, seed ${seed}: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}
