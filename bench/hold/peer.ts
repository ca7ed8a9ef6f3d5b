import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

export interface PeerTask {
  readonly firstTimesNs: Float64Array
  readonly delays: Float64Array
  readonly warmUp: number
  readonly steps: number
  readonly rounds: number
}

export interface PeerResult {
  /** CPU time of a step, of each round. */
  readonly nsPerStep: readonly number[]
  readonly sum: number
}

/** `priority-queue.cpp` as a program in a folder of its own, or the reason why there is none. */
export class Peer {
  readonly missing: string | null
  private readonly folder: string

  /** `source`: path of the C++ file. Call `close` afterwards. */
  constructor(source: string) {
    this.folder = mkdtempSync(join(tmpdir(), "orrery-hold-"))
    this.missing = compile(source, join(this.folder, "peer"))
  }

  run(task: PeerTask): PeerResult {
    const file = join(this.folder, "input")
    const values = new Float64Array(task.firstTimesNs.length + task.delays.length)
    values.set(task.firstTimesNs)
    values.set(task.delays, task.firstTimesNs.length)
    writeFileSync(file, values)
    const sizes = [task.firstTimesNs.length, task.delays.length, task.warmUp, task.steps, task.rounds]
    const lines = execFileSync(join(this.folder, "peer"), [file, ...sizes.map(String)], { encoding: "utf8" })
    const numbers = lines.trim().split("\n").map(Number)
    return { nsPerStep: numbers.slice(0, -1), sum: numbers.at(-1) ?? Number.NaN }
  }

  close(): void {
    rmSync(this.folder, { recursive: true })
  }
}

function compile(source: string, program: string): string | null {
  try {
    execFileSync("g++", ["-O2", "-o", program, source], { stdio: "pipe" })
    return null
  } catch (error) {
    const isAbsent = error instanceof Error && "code" in error && error.code === "ENOENT"
    return isAbsent ? "g++ is not installed" : `g++ failed: ${String(error).split("\n")[0]}`
  }
}
