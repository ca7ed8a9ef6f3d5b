import { NO_ACTOR, NO_ROW, outcomeName, type Row } from "../../engine/index.ts"
import { ENGINE_VERSION } from "../../scenarios/report/version.ts"
import { CallNames } from "../trace/call-names.ts"
import { ChosenSpans } from "../trace/chosen-spans.ts"
import { chunksOf, listed } from "../trace/chunks.ts"
import type { Choice, RecordedRun } from "../trace/recorded-run.ts"
import { waitsOf } from "../trace/waits.ts"
import { TraceIds } from "./ids.ts"
import { statusText } from "./status.ts"

/**
 * A span stands for a call at the component that was called, and with it for what that did, so it is of the kind SERVER:
 * readers that make rates and errors of a service from its spans count those.
 */
const SPAN_KIND_SERVER = 2

/**
 * A recorded run as OpenTelemetry traces in JSON (a `TracesData`): chunks of text that make one file. A resource for each
 * replica that was called, a trace for each request, a span for each call as its caller saw it. Time 0 of the run is the
 * beginning of 1970. Calls in flight last until the end of the record and have the outcome `in-flight`. Source:
 * the OTLP specification, "JSON Protobuf Encoding": ids in hexadecimal, enums as numbers, 64-bit integers as texts.
 */
export function* otlpTraces(run: RecordedRun, choice: Choice = {}): Generator<string> {
  const chosen = new ChosenSpans(run, choice)
  yield* chunksOf(file(run, chosen))
}

function* file(run: RecordedRun, chosen: ChosenSpans): Generator<string> {
  yield '{"resourceSpans":[\n'
  const spans = new SpanTexts(run, chosen)
  let isFirst = true
  for (const [actor, rows] of byActor(run, chosen)) {
    yield `${isFirst ? "" : ",\n"}{"resource":${resourceText(run, spans.names, actor)},"scopeSpans":[{`
    yield `"scope":{"name":"orrery","version":"${ENGINE_VERSION}"},"spans":[\n`
    yield* listed(textsOf(spans, rows))
    yield "\n]}]}"
    isFirst = false
  }
  yield "\n]}\n"
}

function* textsOf(spans: SpanTexts, rows: Int32Array): Generator<string> {
  for (const row of rows) yield spans.of(row)
}

/** The chosen rows by the replica called, each replica's in order; those of calls to nobody at the end. 4 B a row. */
function byActor({ spans, actors }: RecordedRun, { rows }: ChosenSpans): readonly (readonly [number, Int32Array])[] {
  const nobody = actors.length
  const placeOf = (row: Row) => Math.min(spans.actor(row), nobody)
  const ends = new Int32Array(nobody + 1)
  for (const row of rows) ends[placeOf(row)] = (ends[placeOf(row)] ?? 0) + 1
  for (let place = 1; place <= nobody; place++) ends[place] = (ends[place] ?? 0) + (ends[place - 1] ?? 0)
  const sorted = new Int32Array(rows.length)
  const next = new Int32Array(nobody + 1)
  next.set(ends.subarray(0, nobody), 1)
  for (const row of rows) {
    const at = next[placeOf(row)] ?? 0
    sorted[at] = row
    next[placeOf(row)] = at + 1
  }
  return Array.from(ends, (end, place) => {
    const actor = place === nobody ? NO_ACTOR : place
    return [actor, sorted.subarray(place === 0 ? 0 : ends[place - 1], end)] as const
  }).filter(([, its]) => its.length > 0)
}

function resourceText(run: RecordedRun, names: CallNames, actor: number): string {
  const attributes = [
    attributeText("service.name", names.component(actor)),
    ...(actor === NO_ACTOR ? [] : [attributeText("service.instance.id", names.replica(actor))]),
    attributeText("orrery.scenario", run.scenario.name),
    attributeText("orrery.seed", run.seed),
  ]
  return `{"attributes":[${attributes.join(",")}]}`
}

class SpanTexts {
  readonly names: CallNames
  private readonly run: RecordedRun
  private readonly chosen: ChosenSpans
  private readonly ids: TraceIds

  constructor(run: RecordedRun, chosen: ChosenSpans) {
    this.names = new CallNames(run)
    this.run = run
    this.chosen = chosen
    this.ids = new TraceIds(run)
  }

  of(row: Row): string {
    const { ids, chosen, names } = this
    const { spans } = this.run
    const parent = spans.parent(row)
    const below = parent === NO_ROW ? "" : `,"parentSpanId":"${ids.span(parent)}"`
    return (
      `{"traceId":"${ids.trace(chosen.rootOf(row))}","spanId":"${ids.span(row)}"${below},` +
      `"name":${names.callText(row)},"kind":${SPAN_KIND_SERVER},` +
      `"startTimeUnixNano":"${spans.start(row)}","endTimeUnixNano":"${chosen.endOf(row)}",` +
      `"attributes":[${this.attributes(row).join(",")}],"status":${statusText(spans.outcome(row))}}`
    )
  }

  private attributes(row: Row): readonly string[] {
    const { spans } = this.run
    return [
      attributeText("orrery.outcome", outcomeName(spans.outcome(row))),
      attributeText("orrery.attempt", spans.attempt(row)),
      ...waitsOf(spans, row).map(([name, ns]) => attributeText(`orrery.${name}_ns`, ns)),
    ]
  }
}

/** A whole number stands as a text. */
function attributeText(key: string, value: string | number): string {
  const any = typeof value === "number" ? `{"intValue":"${value}"}` : `{"stringValue":${JSON.stringify(value)}}`
  return `{"key":"${key}","value":${any}}`
}
