import { parseDuration } from "../../components/kit/units.ts"
import type { ScenarioPlan } from "../../scenarios/plan.ts"
import {
  buildReport,
  headText,
  queuesOf,
  type Report,
  reportRecorder,
  reportText,
  slowestLines,
} from "../../scenarios/report/index.ts"
import { Run } from "../../scenarios/run/run.ts"
import { wantsColour } from "../lib/colours.ts"
import { drive } from "../lib/drive.ts"
import { embeddedRun } from "../lib/embedded.ts"
import { INCONCLUSIVE, INTERNAL, INVALID, OBJECTIVE_FAILED, OK, STOPPED, worst } from "../lib/exit-codes.ts"
import { loadScenario, showProblems } from "../lib/load-scenario.ts"
import { print, printJson, say } from "../lib/output.ts"
import { checkHtml, writePage } from "../lib/page.ts"
import { type Recording, readRecording, writeRecording } from "../lib/recording.ts"
import { reportPaint } from "../lib/report-paint.ts"
import { readSetting } from "../lib/settings.ts"
import { UserError } from "../lib/user-error.ts"

export interface RunOptions {
  readonly json?: boolean
  readonly seed?: string
  readonly set: readonly string[]
  readonly duration?: string
  readonly eventsMax?: string
  readonly wallTimeMax?: string
  readonly record?: string
  readonly out?: string
  readonly html?: string
  readonly quiet?: boolean
  readonly color: boolean
}

/** Runs scenarios one after another and reports each. */
export async function run(paths: readonly string[], options: RunOptions): Promise<number> {
  const recording = readRecording(options, paths)
  checkHtml(options, paths)
  const codes: number[] = []
  for (const path of paths) codes.push(await runOne(path, options, { recording, isOneOfMany: paths.length > 1 }))
  return worst(codes)
}

interface Part {
  readonly recording: Recording
  readonly isOneOfMany: boolean
}

async function runOne(path: string, options: RunOptions, part: Part): Promise<number> {
  const loaded = loadScenario(path, settingsOf(options))
  if (options.quiet !== true || loaded.plan === undefined) showProblems(loaded, options.color)
  if (loaded.plan === undefined) return INVALID
  const plan = limited(loaded.plan, options)
  const { samplesOf } = loaded
  const { level, out } = part.recording
  const keepsCalls = level !== "off" && level !== "metrics"
  const recorder = keepsCalls ? reportRecorder(plan, samplesOf, level === "events" ? level : "spans") : undefined
  const seed = options.seed === undefined ? {} : { seed: options.seed }
  const one = new Run(plan, { ...seed, samplesOf, ...(recorder === undefined ? {} : { recorder }) })
  const beganMs = Date.now()
  await drive(one, { wallTimeMaxMs: wallTimeMs(options), isQuiet: options.quiet === true })
  const seconds = (Date.now() - beganMs) / 1000
  if (recorder !== undefined && out !== undefined) writeRecording(one, recorder, out)
  if (options.html !== undefined) writePage(options.html, embeddedRun(loaded, one))
  const report = buildReport(one, { warnings: loaded.problems.map(({ code, message }) => ({ code, message })) })
  show(one, report, { path, options, part })
  if (options.quiet !== true) say(`${one.events} events in ${seconds.toFixed(1)} s`)
  return codeOf(report, level === "off")
}

/** Prints the report in the form and length asked for. */
function show(
  one: Run,
  report: Report,
  { path, options, part }: { readonly path: string; readonly options: RunOptions; readonly part: Part },
): void {
  const { level, out } = part.recording
  if (options.json === true) {
    if (part.isOneOfMany) print(JSON.stringify(report))
    else printJson(report)
    return
  }
  const paint = reportPaint(wantsColour(process.stdout, options.color))
  const slowest = level === "spans" && out === undefined ? slowestLines(one, paint).join("\n") : ""
  const sections = [
    level === "off" ? headText(report, paint) : reportText(report, queuesOf(one), paint),
    slowest,
    paint.faint(reproducing(path, options, report)),
  ]
  print(sections.filter((text) => text !== "").join("\n\n"))
  if (part.isOneOfMany) print("")
}

function settingsOf({ set, duration }: RunOptions) {
  const settings = set.map(readSetting)
  return duration === undefined ? settings : [...settings, { path: ["run", "duration"], value: duration }]
}

function limited(plan: ScenarioPlan, { eventsMax }: RunOptions): ScenarioPlan {
  if (eventsMax === undefined) return plan
  const count = /^\d{1,15}$/.test(eventsMax) ? Number(eventsMax) : 0
  if (count < 1) throw new UserError(`--events-max wants a whole number from 1 on, found "${eventsMax}"`)
  return { ...plan, run: { ...plan.run, eventsMax: count } }
}

function wallTimeMs({ wallTimeMax }: RunOptions): number {
  if (wallTimeMax === undefined) return Number.POSITIVE_INFINITY
  const parsed = parseDuration(wallTimeMax, { min: "1ms" })
  if ("value" in parsed) return parsed.value / 1e6
  throw new UserError(`--wall-time-max: ${parsed.mistakes[0]?.message}`)
}

/** The command that gives the same report: of a run cut short, with the number of events it got to. */
function reproducing(
  path: string,
  { set, duration, eventsMax, record, out }: RunOptions,
  { seed, stoppedBy, simulated }: Report,
): string {
  const isCut = stoppedBy === "interrupted" || stoppedBy === "wall-time"
  const events = isCut ? String(simulated.events) : eventsMax
  const words = [
    "orrery run",
    quoted(path),
    `--seed ${quoted(seed)}`,
    ...set.map((text) => `--set ${quoted(text)}`),
    ...(duration === undefined ? [] : [`--duration ${duration}`]),
    ...(events === undefined ? [] : [`--events-max ${events}`]),
    ...(record === undefined || out !== undefined ? [] : [`--record ${record}`]),
  ]
  return words.join(" ")
}

function quoted(word: string): string {
  return /^[\w./=:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** Objectives count only where there is a report to judge them by. */
function codeOf({ invariants, stoppedBy, objectives }: Report, isOff: boolean): number {
  if (invariants.some(({ held }) => !held)) return INTERNAL
  if (stoppedBy !== null) return STOPPED
  if (isOff) return OK
  const verdicts = objectives.map(({ verdict }) => verdict)
  if (verdicts.includes("fail")) return OBJECTIVE_FAILED
  return verdicts.includes("inconclusive") ? INCONCLUSIVE : OK
}
