import { describe, expect, it } from "vitest"
import { NO_ROW, OUTCOMES, outcomeName } from "../../../engine/index.ts"
import { otlpTraces } from "../../../formats/otlp/otlp.ts"
import { statusText } from "../../../formats/otlp/status.ts"
import { type Choice, componentOf, type RecordedRun } from "../../../formats/trace/recorded-run.ts"
import { awkward, endOf, recordedRun, rowsWhere, withOddNames } from "../trace/support.ts"
import { type OtlpSpan, tracesData, valuesOf } from "./schema.ts"

const run = recordedRun(awkward)

interface Written {
  readonly resource: Readonly<Record<string, string | number>>
  readonly span: OtlpSpan
}

function writtenOf(of: RecordedRun, choice?: Choice): readonly Written[] {
  const { resourceSpans } = tracesData.parse(JSON.parse([...otlpTraces(of, choice)].join("")))
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ resource: valuesOf(resource.attributes), span }))),
  )
}

const written = writtenOf(run)

/** Rows in the order in which they are written: by replica, and nobody's last. */
const rows = rowsWhere(run, () => true)
  .map((row) => ({ row, actor: run.spans.actor(row) }))
  .sort((a, b) => a.actor - b.actor || a.row - b.row)
  .map(({ row }) => row)

describe("spans", () => {
  const { spans } = run

  it("are the calls of the record, each once, with their times", () => {
    const times = written.map(({ span }) => [Number(span.startTimeUnixNano), Number(span.endTimeUnixNano)])
    expect(times).toEqual(rows.map((row) => [spans.start(row), endOf(run, row)]))
    expect(times.length).toBeGreaterThan(400)
  })

  it("stand below the replica that was called", () => {
    const expected = rows.map((row) => {
      const actor = run.actors[spans.actor(row)]
      const operation = run.operations[spans.operation(row)]
      const service = actor === undefined ? "(nobody)" : componentOf(actor)
      const instance = actor === undefined ? {} : { "service.instance.id": actor }
      const of = { "service.name": service, ...instance, "orrery.scenario": "awkward", "orrery.seed": "42" }
      return [of, actor === undefined ? operation : `${service}.${operation}`]
    })
    expect(written.map(({ resource, span }) => [resource, span.name])).toEqual(expected)
  })

  it("say what became of the call and what it waited for", () => {
    const said = written.map(({ span }) => {
      const values = valuesOf(span.attributes)
      const waits = ["queue", "network", "backoff", "pool"].map((name) => values[`orrery.${name}_ns`] ?? 0)
      return [values["orrery.outcome"], values["orrery.attempt"], ...waits]
    })
    const recorded = rows.map((row) => {
      const waits = [spans.queue(row), spans.network(row), spans.backoff(row), spans.pool(row)]
      return [outcomeName(spans.outcome(row)), spans.attempt(row), ...waits]
    })
    expect(said).toEqual(recorded)
    expect(said.some(([outcome]) => outcome === "in-flight")).toBe(true)
  })

  it("are parents and children in one trace as in the record", () => {
    const ids = new Map(rows.map((row, i) => [row, written[i]?.span]))
    const traces = new Map<string, number>()
    for (const row of rows) {
      const span = ids.get(row)
      const parent = spans.parent(row)
      expect(span?.parentSpanId).toBe(parent === NO_ROW ? undefined : ids.get(parent)?.spanId)
      if (parent !== NO_ROW) expect(span?.traceId).toBe(ids.get(parent)?.traceId)
      else traces.set(span?.traceId ?? "", row)
    }
    expect(traces.size).toBe(rows.filter((row) => spans.parent(row) === NO_ROW).length)
    expect(new Set(written.map(({ span }) => span.spanId)).size).toBe(rows.length)
  })
})

describe("ids", () => {
  /** Ids of traces, whole and their second halves, and of spans. */
  const idsOf = (of: RecordedRun) => {
    const found = [...otlpTraces(of)].join("").matchAll(/"(?:trace|span)Id":"(\w+)"/g)
    return new Set([...found].flatMap(([, id = ""]) => [id, id.slice(-16)]))
  }

  it("are the same for the same run, and others for another seed or scenario", () => {
    const first = idsOf(run)
    expect(idsOf(recordedRun(awkward))).toEqual(first)
    const shared = (of: RecordedRun) => [...idsOf(of)].filter((id) => first.has(id))
    expect(shared({ ...run, seed: "43" })).toEqual([])
    expect(shared({ ...run, scenario: { name: "awkward", hash: "0" } })).toEqual([])
  })

  it("of a choice are those of the whole", () => {
    const [root = 0] = rowsWhere(run, (row) => run.spans.start(row) > 1e9)
    const chosen = writtenOf(run, { requests: new Set([root]) })
    const traceId = chosen[0]?.span.traceId
    expect(chosen).toEqual(written.filter(({ span }) => span.traceId === traceId))
    expect(chosen.length).toBe(rowsWhere(run, (row) => row === root).length)
  })
})

describe("statuses", () => {
  it("follow from outcomes", () => {
    const codes = Object.fromEntries(OUTCOMES.map((name, outcome) => [name, JSON.parse(statusText(outcome)).code]))
    expect(codes).toEqual({
      ok: 1,
      error: 2,
      timeout: 2,
      deadline: 2,
      rejected: 2,
      "rate-limited": 2,
      "circuit-open": 2,
      refused: 2,
      unreachable: 2,
      lost: 2,
      cancelled: 0,
      "in-flight": 0,
    })
    for (const { span } of written) expect(span.status.message !== undefined).toBe(span.status.code === 2)
  })
})

describe("names", () => {
  it("of any kind are escaped", () => {
    const odd = withOddNames(run)
    const replicas = new Set(writtenOf(odd).map(({ resource }) => resource["service.instance.id"] ?? "(nobody)"))
    expect([...replicas].sort()).toEqual(["(nobody)", ...odd.actors.filter((name) => !name.endsWith("shop"))].sort())
    expect(writtenOf(odd)[0]?.resource["orrery.scenario"]).toBe(odd.scenario.name)
  })
})

describe("a choice of nothing", () => {
  it("has no resources", () => {
    expect(writtenOf(run, { requests: new Set() })).toEqual([])
  })
})
