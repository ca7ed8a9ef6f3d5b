import { fileURLToPath } from "node:url"
import { Worker } from "node:worker_threads"
import type { Sample } from "./sample.ts"

/** One variant of a case with one seed. */
export interface Job {
  readonly id: string
  readonly variant: string
  readonly seed: string
  /** Of the stated length, from 0 to 1. */
  readonly share: number
}

export interface JobResult {
  readonly job: Job
  readonly samples: readonly Sample[]
  /** Why the run failed: a scenario that is refused, a broken invariant, a bug. */
  readonly failure?: string
  /** Wall time of the run. */
  readonly ms: number
}

/**
 * Runs all jobs in worker threads, each of which runs `program` again and answers a job with its result. Rejects when
 * a thread itself fails.
 */
export async function runJobs(
  jobs: readonly Job[],
  { program, workers, onResult }: { program: string; workers: number; onResult: (result: JobResult) => void },
): Promise<readonly JobResult[]> {
  const queue = [...jobs]
  const results: JobResult[] = []
  const threads = Array.from({ length: Math.min(workers, jobs.length) }, () => new Worker(fileURLToPath(program)))
  const work = threads.map(
    (thread) =>
      new Promise<void>((resolve, reject) => {
        const next = () => {
          const job = queue.shift()
          if (job === undefined) resolve()
          else thread.postMessage(job)
        }
        thread.on("message", (result: JobResult) => {
          results.push(result)
          onResult(result)
          next()
        })
        thread.on("error", reject)
        next()
      }),
  )
  try {
    await Promise.all(work)
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
  return results
}
