import { accessSync, constants, type Stats, statSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { gzipSync } from "node:zlib"
import type { RecordingLevel, SpanRecorder } from "../../engine/index.ts"
import { writeRecord } from "../../scenarios/record/write-record.ts"
import type { Run } from "../../scenarios/run/run.ts"
import { INTERNAL } from "./exit-codes.ts"
import { say, writeWhole } from "./output.ts"
import { UserError } from "./user-error.ts"

const LEVELS: readonly RecordingLevel[] = ["off", "metrics", "spans", "events"]

/** What `--record` and `--out` ask for. */
export interface Recording {
  /** Undefined where nothing was said: the report takes what it needs. */
  readonly level: RecordingLevel | undefined
  readonly out: string | undefined
}

/** Reads and checks the two options before anything is run. Throws a UserError where they or the file will not do. */
export function readRecording(
  { record, out, json }: { readonly record?: string; readonly out?: string; readonly json?: boolean },
  paths: readonly string[],
): Recording {
  const level = LEVELS.find((one) => one === record)
  if (record !== undefined && level === undefined)
    throw new UserError(`--record takes ${LEVELS.join(", ")}; found "${record}"`)
  const isWritten = level === "spans" || level === "events"
  if (out !== undefined && !isWritten) throw new UserError("--out goes with --record spans or --record events")
  if (level === "events" && out === undefined) throw new UserError("--record events goes with --out <file>")
  if (level === "off" && json === true) throw new UserError("--record off leaves no report to print as --json")
  if (out !== undefined) {
    if (paths.length > 1) throw new UserError("--out takes the record of one scenario")
    if (paths.some((path) => resolve(path) === resolve(out))) throw new UserError(`${out} is the scenario itself`)
    checkWritable(out)
  }
  return { level, out }
}

/** Writes the record, compressed. Says so on stderr, and when the memory for it was used up. */
export function writeRecording(run: Run, recorder: SpanRecorder, path: string): void {
  const bytes = gzipSync(writeRecord(run, recorder))
  try {
    writeWhole(path, bytes)
  } catch (error) {
    throw new UserError(`${path} cannot be written: ${reasonOf(error)}`, INTERNAL)
  }
  if (recorder.fullAtNs !== null)
    say(`${path} is not whole: the memory for the record was used up at ${recorder.fullAtNs / 1e9} s`)
}

/** A file that is there is written over; nothing else is. Throws a UserError where it cannot be written. */
export function checkWritable(path: string): void {
  const found = statOf(path)
  if (found?.isDirectory() === true) throw new UserError(`${path} cannot be written: it is a folder`)
  if (found !== undefined && !found.isFile()) throw new UserError(`${path} cannot be written: it is no plain file`)
  let folder = dirname(resolve(path))
  while (statOf(folder) === undefined && dirname(folder) !== folder) folder = dirname(folder)
  if (statOf(folder)?.isDirectory() !== true) throw new UserError(`${path} cannot be written: ${folder} is no folder`)
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    throw new UserError(`${path} cannot be written: ${folder} allows no new files`)
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    // A part of the path is a file: there is nothing here, and the way up finds it.
    return undefined
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error)
}
