import { parseDuration } from "../../components/kit/units.ts"
import type { ScenarioPlan } from "../../scenarios/plan.ts"
import { buildReport, queuesOf, type Report, reportRecorder, reportText } from "../../scenarios/report/index.ts"
import { Run } from "../../scenarios/run/run.ts"
import { reportPaint, wantsColour } from "../lib/colours.ts"
import { drive } from "../lib/drive.ts"
import { INCONCLUSIVE, INTERNAL, INVALID, OBJECTIVE_FAILED, OK, STOPPED, worst } from "../lib/exit-codes.ts"
import { loadScenario, showProblems } from "../lib/load-scenario.ts"
import { print, printJson, say } from "../lib/output.ts"
import { readSetting } from "../lib/settings.ts"
import { UserError } from "../lib/user-error.ts"

export interface RunOptions {
  readonly json?: boolean
  readonly seed?: string
  readonly set: readonly string[]
  readonly duration?: string
  readonly eventsMax?: string
  readonly wallTimeMax?: string
  readonly quiet?: boolean
  readonly color: boolean
}

/** Runs scenarios one after another and reports each. */
export async function run(paths: readonly string[], options: RunOptions): Promise<number> {
  const codes: number[] = []
  for (const path of paths) codes.push(await runOne(path, options, paths.length > 1))
  return worst(codes)
}

async function runOne(path: string, options: RunOptions, isOneOfMany: boolean): Promise<number> {
  const loaded = loadScenario(path, settingsOf(options))
  if (options.quiet !== true || loaded.plan === undefined) showProblems(loaded, options.color)
  if (loaded.plan === undefined) return INVALID
  const plan = limited(loaded.plan, options)
  const { samplesOf } = loaded
  const seed = options.seed === undefined ? {} : { seed: options.seed }
  const one = new Run(plan, { ...seed, samplesOf, recorder: reportRecorder(plan, samplesOf) })
  const beganMs = Date.now()
  await drive(one, { wallTimeMaxMs: wallTimeMs(options), isQuiet: options.quiet === true })
  const seconds = (Date.now() - beganMs) / 1000
  const report = buildReport(one, { warnings: loaded.problems.map(({ code, message }) => ({ code, message })) })
  if (options.json === true) {
    if (isOneOfMany) print(JSON.stringify(report))
    else printJson(report)
  } else {
    const paint = reportPaint(wantsColour(process.stdout, options.color))
    print(`${reportText(report, queuesOf(one), paint)}\n\n${paint.faint(reproducing(path, options, report))}`)
    if (isOneOfMany) print("")
  }
  if (options.quiet !== true) say(`${one.events} events in ${seconds.toFixed(1)} s`)
  return codeOf(report)
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
  { set, duration, eventsMax }: RunOptions,
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
  ]
  return words.join(" ")
}

function quoted(word: string): string {
  return /^[\w./=:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

function codeOf({ invariants, stoppedBy, objectives }: Report): number {
  if (invariants.some(({ held }) => !held)) return INTERNAL
  if (stoppedBy !== null) return STOPPED
  const verdicts = objectives.map(({ verdict }) => verdict)
  if (verdicts.includes("fail")) return OBJECTIVE_FAILED
  return verdicts.includes("inconclusive") ? INCONCLUSIVE : OK
}
