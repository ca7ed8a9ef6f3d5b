import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { median } from "../kit/median.ts"

/** Median wall times in ms. */
export interface StartupResult {
  readonly bench: "startup"
  readonly bareMs: number
  readonly helpMs: number
  readonly checkMs: number
  /** `--help` to `node -e 0`. */
  readonly helpRatio: number
  /** What `check` of a scenario of thirty lines takes more than `node -e 0`. */
  readonly checkExtraMs: number
  readonly rounds: number
}

/** Times of starting node, of `--help` and of `check`, in turn. `folder` is the project's: a bundle does not know it. */
export function runStartup(rounds: number, folder = process.cwd()): StartupResult {
  // Builds the command where it is older than its sources.
  wallMs([join(folder, "scripts", "orrery.mjs"), "--version"])
  const entry = join(folder, "dist", "cli", "orrery.js")
  const commands = [
    ["-e", "0"],
    [entry, "--help"],
    [entry, "check", join(folder, "bench", "kit", "shop.yaml")],
  ]
  // The first of each reads its files from the disk and is not counted.
  for (const words of commands) wallMs(words)
  const times = Array.from({ length: rounds }, () => commands.map(wallMs))
  const medianMs = (index: number) => median(times.map((each) => each[index] ?? Number.NaN))
  const [bareMs, helpMs, checkMs] = [medianMs(0), medianMs(1), medianMs(2)]
  return {
    bench: "startup",
    bareMs,
    helpMs,
    checkMs,
    helpRatio: helpMs / bareMs,
    checkExtraMs: checkMs - bareMs,
    rounds,
  }
}

function wallMs(words: readonly string[]): number {
  const startMs = performance.now()
  const { status } = spawnSync(process.execPath, words, { stdio: "ignore" })
  if (status !== 0) throw new Error(`node ${words.join(" ")} failed`)
  return performance.now() - startMs
}
