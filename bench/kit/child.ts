import { spawnSync } from "node:child_process"
import { PerformanceObserver } from "node:perf_hooks"
import { setImmediate as turn } from "node:timers/promises"
import { CONTENDERS, type ContenderName } from "./contenders.ts"
import type { Outcome } from "./outcome.ts"

/** First word of a child's command line. */
export const CHILD = "child"

/** Requests before the clock starts (chosen: the compiler is through after about 300,000). */
const WARM_UP = 400_000
/** All models have an arrival a millisecond on average. */
const GAP_NS = 1e6

export interface Measurement extends Outcome {
  readonly cpuNsPerRequest: number
  readonly rssBytes: number
  /** Share of the wall time in garbage collection. */
  readonly gcShare: number
}

/** Runs a contender in a fresh process. */
export function measureInChild(contender: ContenderName, requests: number): Measurement {
  const program = process.argv[1]
  if (program === undefined) throw new Error("this program does not know its own file")
  const words = [...process.execArgv, program, CHILD, contender, String(requests)]
  const child = spawnSync(process.execPath, words, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] })
  if (child.status !== 0) throw new Error(`${contender} failed`)
  return JSON.parse(child.stdout) as Measurement
}

/** The child's side: measures and prints. */
export async function runAsChild(contender: ContenderName, requests: number): Promise<void> {
  const run = CONTENDERS[contender]
  run("warm-up", WARM_UP * GAP_NS)
  let gcMs = 0
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) gcMs += duration
  })
  observer.observe({ entryTypes: ["gc"] })
  const start = process.cpuUsage()
  const startMs = performance.now()
  const outcome = run("42", requests * GAP_NS)
  const wallMs = performance.now() - startMs
  const { user, system } = process.cpuUsage(start)
  const rssBytes = process.memoryUsage.rss()
  await turn()
  observer.disconnect()
  const cpuNsPerRequest = ((user + system) * 1e3) / outcome.requests
  const measurement: Measurement = { ...outcome, cpuNsPerRequest, rssBytes, gcShare: gcMs / wallMs }
  process.stdout.write(JSON.stringify(measurement))
}
