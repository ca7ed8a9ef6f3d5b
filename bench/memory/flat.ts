import { readFileSync } from "node:fs"
import { join } from "node:path"
import { LatencyMetric, SpanRecorder } from "../../engine/index.ts"
import { runOf } from "../kit/scenario.ts"
import { liveBytes } from "./live-bytes.ts"

/** How many times as long the long run is. */
const TIMES = 10

/** "metrics" takes every measure and keeps no spans; "spans" keeps them all, and so grows: what the bench can see. */
export type Level = "metrics" | "spans"

export interface FlatResult {
  readonly level: Level
  readonly shortSeconds: number
  readonly longSeconds: number
  readonly shortBytes: number
  readonly longBytes: number
  /** Long to short: 1 where memory does not grow with the length of a run. */
  readonly ratio: number
  /** What each request of the nine further tenths left behind. */
  readonly bytesPerFurtherRequest: number
  readonly shortWindows: number
  readonly longWindows: number
  readonly windowsMax: number
}

/** One run, looked at after a tenth of its time and at its end. `folder` is the project's: a bundle does not know it. */
export function weighLength(level: Level, shortSeconds: number, folder = process.cwd()): FlatResult {
  const text = readFileSync(join(folder, "bench", "kit", "shop.yaml"), "utf8")
  const recorder = level === "spans" ? { recorder: new SpanRecorder({ level: "spans" }) } : {}
  const run = runOf(text, recorder)
  const latency = run.metric("shop.latency")
  if (!(latency instanceof LatencyMetric)) throw new Error("the client of the shop measures no latency")
  const { clock } = run.estate.sim
  const look = (seconds: number) => {
    run.advance(seconds * 1e9)
    return { bytes: liveBytes(), requests: latency.wholeRun.count, windows: clock.closed }
  }
  const short = look(shortSeconds)
  const long = look(shortSeconds * TIMES)
  return {
    level,
    shortSeconds,
    longSeconds: shortSeconds * TIMES,
    shortBytes: short.bytes,
    longBytes: long.bytes,
    ratio: long.bytes / short.bytes,
    bytesPerFurtherRequest: (long.bytes - short.bytes) / (long.requests - short.requests),
    shortWindows: short.windows,
    longWindows: long.windows,
    windowsMax: clock.windowsMax,
  }
}
