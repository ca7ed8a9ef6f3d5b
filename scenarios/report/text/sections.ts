import type { Estimate } from "../../../statistics/index.ts"
import type { Report, RequestReport } from "../report.ts"
import {
  COUNT,
  countText,
  durationScale,
  durationText,
  estimateText,
  NOTHING,
  PER_SECOND,
  plainText,
  SHARE,
} from "./numbers.ts"
import type { Paint } from "./paint.ts"
import { sparkline } from "./sparkline.ts"
import { type Column, tableText } from "./table.ts"

const left = (title: string): Column => ({ title, align: "left" })
const right = (title: string): Column => ({ title, align: "right" })

function ms(estimate: Estimate): string {
  return estimate.value === null ? NOTHING : estimateText(estimate, durationScale(estimate.value))
}

/** A row for each client, and below it one for each of its classes where there are several. */
export function loadLines({ load }: Report, paint: Paint): readonly string[] {
  const columns = [
    left("load"),
    right("requests"),
    right("ok"),
    right("rate"),
    right("p50"),
    right("p95"),
    right("p99"),
    right("max"),
    left("failed"),
  ]
  const rows = Object.entries(load).flatMap(([name, client]) => {
    const classes = Object.entries(client.operations)
    const below = classes.length < 2 ? [] : classes.map(([of, one]) => loadRow(`  ${of}`, one))
    return [loadRow(name, client), ...below]
  })
  return tableText(columns, rows, paint)
}

function loadRow(name: string, one: RequestReport): readonly string[] {
  const { completed, succeeded, latencyMs, ratePerSecond, outcomes } = one
  const failed = Object.entries(outcomes).filter(([outcome]) => outcome !== "ok")
  return [
    name,
    countText(completed),
    completed === 0 ? NOTHING : plainText(succeeded / completed, SHARE),
    estimateText(ratePerSecond, PER_SECOND),
    ms(latencyMs.p50),
    ms(latencyMs.p95),
    ms(latencyMs.p99),
    latencyMs.max === null ? NOTHING : durationText(latencyMs.max),
    failed.map(([outcome, count]) => `${countText(count ?? 0)} ${outcome}`).join(", "),
  ]
}

/** A row for each component, with the shape of its line over time where it had one. */
export function componentLines({ components }: Report, queues: Queues, paint: Paint): readonly string[] {
  const columns = [
    left("component"),
    left("kind"),
    right("calls"),
    right("busy"),
    right("line"),
    right("max"),
    right("wait p99"),
    right("work mean"),
    left("line over time"),
  ]
  const rows = Object.entries(components).map(([name, one]) => [
    one.replicas === 1 ? name : `${name} ×${countText(one.replicas)}`,
    one.profile ?? one.kind,
    countText(one.requests),
    estimateText(one.utilisation, SHARE),
    estimateText(one.queueLength.mean, COUNT),
    one.queueLength.max === 0 ? "" : countText(one.queueLength.max),
    ms(one.waitMs.p99),
    ms(one.serviceMs.mean),
    one.queueLength.max < LINE_SHOWN ? "" : paint.accent(sparkline(queues(name), 24)),
  ])
  return tableText(columns, rows, paint)
}

/** Lines that were never longer than this have no shape worth showing (chosen). */
const LINE_SHOWN = 10

/** Mean length of a component's line in each window. */
export type Queues = (component: string) => readonly number[]

/** A row for each link with an adaptive limit: how many calls at a time it allowed, and what it decided by. */
export function limitLines({ links }: Report, paint: Paint): readonly string[] {
  const columns = [left("adaptive limit"), right("mean"), right("max"), left("decided by")]
  const rows = Object.entries(links).flatMap(([name, { limit, estimates = {} }]) => {
    if (limit === undefined) return []
    const decidedBy = Object.entries(estimates).map(([what, { mean }]) => `${what} ${estimateText(mean, COUNT)}`)
    return [[name, estimateText(limit.mean, COUNT), countText(limit.max), decidedBy.join(", ")]]
  })
  return rows.length === 0 ? [] : tableText(columns, rows, paint)
}

/** What holds the run back and what shows it. */
export function bottleneckLines({ bottleneck }: Report, paint: Paint): readonly string[] {
  if (bottleneck === null) return []
  const { component, cause, why, share, of, evidence } = bottleneck
  const explains = of === "time" ? "of the slowest requests' time" : "of the failures"
  const head = `${paint.strong(component)}: ${why} ${paint.faint(`(${cause}, ${plainText(share, SHARE)} ${explains})`)}`
  return [
    head,
    ...evidence.map(({ what, value, unit }) => `  ${paint.faint("·")} ${what}: ${evidenceText(value, unit)}`),
  ]
}

function evidenceText(value: number, unit: string): string {
  switch (unit) {
    case "share":
      return plainText(value, SHARE)
    case "ms":
      return durationText(value)
    case "perSecond":
      return plainText(value, PER_SECOND)
    case "times":
      return `${plainText(value, COUNT)}×`
    default:
      return plainText(value, COUNT)
  }
}

/** Shares of at least this are shown as bars (chosen). */
const SHARE_SHOWN = 0.02

/** Where the slowest requests' time went, as bars. */
export function attributionLines({ attribution }: Report, paint: Paint): readonly string[] {
  const shown = attribution.p99.filter(({ share }) => share >= SHARE_SHOWN)
  const rows = shown.map(({ component, phase, share }) => [
    component,
    phase,
    plainText(share, { factor: 100, unit: "%" }),
    paint.accent("█".repeat(Math.max(1, Math.round(share * 40)))),
  ])
  const columns = [left("slowest 1 %"), left("phase"), right("share"), left("")]
  return rows.length === 0 ? [] : tableText(columns, rows, paint)
}
