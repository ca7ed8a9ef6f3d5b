import { EventTable, IN_FLIGHT, type SpanRecorder } from "../../../engine/index.ts"
import type { RecordedRun } from "../../../formats/trace/recorded-run.ts"
import type { Run } from "../../../scenarios/run/run.ts"
import { BUSY, QUEUED } from "../../../ui/playback/cells.ts"
import { type Document, startOf } from "../../scenarios/run/support.ts"
import { SlotWatch } from "../../ui/playback/slot-watch.ts"

/** Runs a document to its end and hands over what was recorded, with queues and busy slots. */
export function recordedRun(document: Document): RecordedRun {
  const { run, recorder } = startOf(document)
  const changes = new EventTable()
  new SlotWatch(run, changes).advance()
  return { ...asRecorded(run, recorder), levels: { changes, names: { [QUEUED]: "queue", [BUSY]: "busy" } } }
}

function asRecorded({ plan, seed, nowNs, estate }: Run, { spans }: SpanRecorder): RecordedRun {
  const { instances, operations } = estate
  return {
    scenario: { name: plan.name, hash: plan.hash },
    seed,
    spans,
    actors: instances.map(({ name }) => name),
    operations: Array.from({ length: operations.count }, (_, number) => operations.nameOf(number)),
    endNs: nowNs,
  }
}

/** Three requests: the second is refused by one replica and then served by the other, the last is under way at the end. */
export const threeRequests: Document = {
  name: "three-requests",
  run: { duration: "3100ms" },
  components: {
    shop: { kind: "client" },
    pay: { kind: "service", operations: { charge: [{ work: "20ms" }, { call: "ledger.insert" }] } },
    ledger: { kind: "database", replicas: 2, pool: 1, operations: { insert: [{ work: "200ms" }] } },
  },
  load: { shop: { open: "constant 1/s", to: "pay" } },
  links: { "pay -> ledger": { latency: "1ms" } },
  policies: { "pay -> ledger": { timeout: "250ms", retry: { attemptsMax: 2, backoff: "fixed 50ms" } } },
  faults: [
    { at: "2s", for: "50ms", do: "crash", target: "ledger[1]" },
    { at: "3050ms", for: "10ms", do: "crash", target: "ledger[0]" },
  ],
}

/** Retries, given-up work that goes on calling, calls to nobody, waits of every kind, calls in flight at the end. */
export const awkward: Document = {
  name: "awkward",
  run: { duration: "2s" },
  components: {
    shop: { kind: "client" },
    web: {
      kind: "service",
      replicas: 2,
      concurrency: 1,
      operations: { page: [{ work: "exponential 2ms" }, { call: "stock.read" }, { call: "stock.read" }] },
    },
    stock: { kind: "database", pool: 1, operations: { read: [{ fail: "5%" }, { work: "exponential 10ms" }] } },
  },
  load: { shop: { open: "poisson 100/s", to: "web" } },
  links: { "web -> stock": { latency: "exponential 2ms" } },
  policies: {
    "shop -> web": { timeout: "30ms" },
    "web -> stock": {
      timeout: "40ms",
      retry: { attemptsMax: 2, backoff: "fixed 5ms" },
      breaker: { kind: "consecutive-failures" },
    },
  },
  faults: [{ at: "1s", for: "200ms", do: "crash", target: "stock" }],
}

/** Names that other formats have to escape. */
export function withOddNames(run: RecordedRun): RecordedRun {
  const odd = (name: string) => `"${name}\\ \n<é> 😀`
  return {
    ...run,
    scenario: { ...run.scenario, name: odd("scenario") },
    actors: run.actors.map((name) => `${odd("replica")}${name}`),
    operations: run.operations.map((name) => `${odd("operation")}${name}`),
  }
}

/** Which rows are to be written, found the long way. */
export function rowsWhere({ spans }: RecordedRun, takes: (root: number) => boolean): readonly number[] {
  const rootOf = (row: number): number => (spans.parent(row) < 0 ? row : rootOf(spans.parent(row)))
  return [...Array(spans.count).keys()].filter((row) => takes(rootOf(row)))
}

/** When a call ended, the end of the record for one in flight. */
export function endOf({ spans, endNs }: RecordedRun, row: number): number {
  return spans.outcome(row) === IN_FLIGHT ? endNs : spans.start(row) + spans.duration(row)
}
