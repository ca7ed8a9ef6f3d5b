import { PerformanceObserver } from "node:perf_hooks"
import { setTimeout as pause } from "node:timers/promises"
import { CONTENDERS, GAP_NS, isContender } from "./contenders.ts"
import type { Outcome } from "./outcome.ts"

/** Requests before the clock starts (chosen: the compiler is through after about 300,000). */
const WARM_UP = 400_000

/** Until the observer has been told of the last collection (chosen: one turn of the loop was measured to be too soon). */
const TOLD_MS = 100

export interface Measurement extends Outcome {
  readonly cpuNsPerRequest: number
  readonly rssBytes: number
  /** Share of the wall time in garbage collection. */
  readonly gcShare: number
}

/** Runs a contender in this process: about so many requests, after a warm-up. */
export async function measure(contender: string, requests: number): Promise<Measurement> {
  if (!isContender(contender)) throw new Error(`there is no contender "${contender}"`)
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
  await pause(TOLD_MS)
  observer.disconnect()
  const cpuNsPerRequest = ((user + system) * 1e3) / outcome.requests
  return { ...outcome, cpuNsPerRequest, rssBytes, gcShare: gcMs / wallMs }
}
