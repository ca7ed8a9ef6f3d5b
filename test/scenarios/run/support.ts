import { isDeepStrictEqual } from "node:util"
import { expect } from "vitest"
import {
  checkInvariants,
  childIndex,
  type Invariant,
  NO_ACTOR,
  NO_ROW,
  OUTCOMES,
  type OutcomeName,
  outcomeName,
  partsOf,
  SpanRecorder,
} from "../../../engine/index.ts"
import type { ScenarioPlan } from "../../../scenarios/plan.ts"
import { readScenario } from "../../../scenarios/read.ts"
import { Run } from "../../../scenarios/run/run.ts"

/** A document as data; JSON is read as YAML is. `name` and `run` are filled in where they are left out. */
export type Document = Readonly<Record<string, unknown>>

/** Reads a document that has to be in order. */
export function planOf(document: Document): ScenarioPlan {
  const { plan, problems } = readScenario(JSON.stringify({ name: "test", run: { duration: "10s" }, ...document }))
  if (plan === undefined) throw new Error(problems.map(({ code, message }) => `${code} ${message}`).join("\n"))
  return plan
}

/** A run of a document to its end, with every span recorded. */
export function runOf(document: Document, seed = "42"): RecordedRun {
  const recorded = startOf(document, seed)
  recorded.run.advance()
  return recorded
}

/** A run that has not begun. */
export function startOf(document: Document, seed = "42"): RecordedRun {
  const recorder = new SpanRecorder({ level: "spans" })
  return { run: new Run(planOf(document), { seed, recorder }), recorder }
}

export interface RecordedRun {
  readonly run: Run
  readonly recorder: SpanRecorder
}

/** One call or attempt as its caller saw it. Times in ms. */
export interface Span {
  readonly row: number
  readonly parent: number
  readonly to: string
  readonly operation: string
  readonly attempt: number
  readonly startMs: number
  readonly tookMs: number
  readonly outcome: OutcomeName
  readonly parts: Readonly<Record<(typeof PARTS)[number], number>>
}

export const PARTS = ["queue", "network", "backoff", "pool", "downstream", "service"] as const

/** Every span that ended, in the order of starting. */
export function spansOf({ run, recorder }: RecordedRun): readonly Span[] {
  const { spans } = recorder
  const children = childIndex(spans)
  const { instances, operations } = run.estate
  const out: Span[] = []
  for (let row = 0; row < spans.count; row++) {
    const outcome = outcomeName(spans.outcome(row))
    if (outcome === "in-flight") continue
    const { queueNs, networkNs, backoffNs, poolNs, downstreamNs, serviceNs } = partsOf(spans, children, row)
    const [queue, network, backoff, pool, downstream, service] = [
      queueNs,
      networkNs,
      backoffNs,
      poolNs,
      downstreamNs,
      serviceNs,
    ].map(ms) as [number, number, number, number, number, number]
    out.push({
      row,
      parent: spans.parent(row),
      to: spans.actor(row) === NO_ACTOR ? "nobody" : (instances[spans.actor(row)]?.name ?? "?"),
      operation: operations.nameOf(spans.operation(row)),
      attempt: spans.attempt(row),
      startMs: ms(spans.start(row)),
      tookMs: ms(spans.duration(row)),
      outcome,
      parts: { queue, network, backoff, pool, downstream, service },
    })
  }
  return out
}

/** The requests of clients: spans without a parent. */
export function rootsOf(recorded: RecordedRun): readonly Span[] {
  return spansOf(recorded).filter(({ parent }) => parent === NO_ROW)
}

/** Each request of the clients as `outcome latency-in-ms`, in the order of sending. */
export function endings(recorded: RecordedRun): readonly string[] {
  return rootsOf(recorded).map(({ outcome, tookMs }) => `${outcome} ${tookMs}`)
}

/** What the calls from one component to another came to. */
export function edgeOf(run: Run, name: string) {
  const edge = run.estate.ports.edges.get(name)
  if (edge === undefined) throw new Error(`no calls ${name}`)
  const outcomes = Object.fromEntries(
    OUTCOMES.flatMap((outcome, number) => {
      const times = edge.outcomes[number] ?? 0
      return times > 0 ? [[outcome, times]] : []
    }),
  )
  return { calls: edge.calls, retries: edge.retries, outcomes }
}

/** A counter's total. */
export function countOf(run: Run, name: string): number {
  const metric = run.metric(name)
  if (metric === undefined || !("total" in metric)) throw new Error(`no counter ${name}`)
  return metric.total
}

/** A level as it stands. */
export function levelOf(run: Run, name: string): number {
  const metric = run.metric(name)
  if (metric === undefined || !("level" in metric)) throw new Error(`no level ${name}`)
  return metric.level.value
}

/** Mean of a latency measure in ms. */
export function meanMs(run: Run, name: string): number {
  const metric = run.metric(name)
  if (metric === undefined || !("wholeRun" in metric)) throw new Error(`no latency ${name}`)
  return metric.wholeRun.mean() / 1e6
}

/** The invariants that do not hold. */
export function broken(run: Run): readonly Invariant[] {
  return checkInvariants(run.estate.sim).filter(({ held }) => !held)
}

/** All that two runs can be told apart by, the record aside. */
export function traceOf(run: Run) {
  return {
    digest: run.digest,
    events: run.events,
    nowNs: run.nowNs,
    live: run.estate.sim.frames.live,
    stoppedBy: run.stoppedBy,
    metrics: run.estate.metrics.snapshot(),
    edges: [...run.estate.ports.edges].map(([name, edge]) => [name, edge.snapshot()]),
    faults: run.faultLog?.entries ?? [],
  }
}

/** Requests at these instants, in ms. */
export function at(...instantsMs: readonly number[]) {
  return { kind: "trace", at: instantsMs.map((instant) => `${instant}ms`) }
}

function ms(timeNs: number): number {
  return timeNs / 1e6
}

/** That two runs are alike. Node's comparison is many times faster than the matcher's, which tells what differs. */
export function expectSame<T>(found: T, expected: T): void {
  if (!isDeepStrictEqual(found, expected)) expect(found).toEqual(expected)
}
