import type { Run } from "../../run/run.ts"
import { levelOf } from "../measures.ts"
import type { Report } from "../report.ts"
import { countText, durationText } from "./numbers.ts"
import { objectiveLines } from "./objectives.ts"
import type { Paint } from "./paint.ts"
import { attributionLines, bottleneckLines, componentLines, limitLines, loadLines, type Queues } from "./sections.ts"

/** Invariant violations and stalls are shown up to this many lines (chosen). */
const LINES_MAX = 10

/** A report for people: objectives first, then load, components, adaptive limits, bottleneck, attribution, warnings. */
export function reportText(report: Report, queues: Queues, paint: Paint): string {
  const sections: readonly (readonly string[])[] = [
    headLines(report, paint),
    report.objectives.length === 0 ? [] : objectiveLines(report.objectives, paint),
    loadLines(report, paint),
    componentLines(report, queues, paint),
    limitLines(report, paint),
    titled("bottleneck", bottleneckLines(report, paint), paint),
    attributionLines(report, paint),
    titled("stalled: who waits for whom", stallLines(report), paint),
    titled("broken laws", brokenLines(report), paint),
    report.warnings.map(({ code, message }) => `${paint.unsure(code)} ${message}`),
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")
}

/** What was run and what it came to, without measures. */
export function headText(report: Report, paint: Paint): string {
  return [...headLines(report, paint), ...titled("broken laws", brokenLines(report), paint)].join("\n")
}

/** The mean length of each component's line by window, for the sparklines. */
export function queuesOf(run: Run): Queues {
  return (component) =>
    (levelOf(run, component, "queue")?.windows() ?? [])
      .filter(({ durationNs }) => durationNs > 0)
      .map(({ integral, durationNs }) => integral / durationNs)
}

function headLines({ scenario, seed, simulated, digest }: Report, paint: Paint): readonly string[] {
  const { durationMs, warmupMs, events } = simulated
  const time = `${durationText(durationMs)} simulated${warmupMs > 0 ? `, ${durationText(warmupMs)} of them warm-up` : ""}`
  return [
    `${paint.strong(scenario.name)}${scenario.question === undefined ? "" : `  ${scenario.question}`}`,
    paint.faint(`${time} · ${countText(events)} events · seed ${seed} · digest ${digest}`),
  ]
}

function stallLines({ stall = [] }: Report): readonly string[] {
  const lines = stall.map(
    ({ waiter, holder, requests, for: what }) => `  ${waiter} waits for ${what} of ${holder} (${countText(requests)})`,
  )
  return lines.length <= LINES_MAX ? lines : [...lines.slice(0, LINES_MAX), `  and ${lines.length - LINES_MAX} more`]
}

function brokenLines({ invariants }: Report): readonly string[] {
  return invariants.filter(({ held }) => !held).map(({ name, found }) => `  ${name}: ${found}`)
}

function titled(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : [paint.faint(title), ...lines]
}
