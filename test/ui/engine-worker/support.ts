import { readFileSync } from "node:fs"
import { EventChunk, EventTable, SpanChunk, SpanTable } from "../../../engine/index.ts"
import { Engine } from "../../../ui/engine-worker/engine.ts"
import { ENGINE_OPTIONS, type EngineOptions } from "../../../ui/engine-worker/options.ts"
import type { Scheduler } from "../../../ui/engine-worker/scheduler.ts"
import type {
  BranchId,
  FeedBegin,
  FeedMessage,
  FeedMore,
  Mark,
  SentEvents,
  SentSpans,
} from "../../../ui/protocol/feed.ts"

export function libraryText(name: string): string {
  return readFileSync(`scenarios/library/${name}.yaml`, "utf8")
}

/** A clock that goes on by `stepMs` whenever it is looked at, and turns that are taken one by one. */
export class ManualScheduler implements Scheduler {
  private readonly tasks: (() => void)[] = []
  private atMs = 0
  private readonly stepMs: () => number

  constructor(stepMs: () => number = () => 1) {
    this.stepMs = stepMs
  }

  nowMs(): number {
    this.atMs += this.stepMs()
    return this.atMs
  }

  soon(task: () => void): void {
    this.tasks.push(task)
  }

  /** False when there was nothing to do. */
  turn(): boolean {
    const task = this.tasks.shift()
    task?.()
    return task !== undefined
  }

  turns(): void {
    while (this.turn());
  }
}

/** What the view's worker has of one branch. */
export class Received {
  readonly begin: FeedBegin
  readonly spans = new Map<number, SpanChunk>()
  readonly events = new Map<number, EventChunk>()
  readonly slots = new Map<number, EventChunk>()
  readonly marks = new Map<string, Mark>()
  messages = 0
  isOver = false

  constructor(begin: FeedBegin) {
    this.begin = begin
  }

  take(more: FeedMore, table: SpanTable): void {
    this.messages++
    for (const sent of more.spans) this.spans.set(sent.firstRow, spanChunk(sent))
    for (const sent of more.events) this.events.set(sent.firstRow, eventChunk(sent))
    for (const sent of more.slots) this.slots.set(sent.firstRow, eventChunk(sent))
    for (const mark of more.marks) this.marks.set(mark.id, mark)
    adoptAll(table, this.spans)
    for (const late of more.late) table.complete(late)
  }
}

/** The view's side of the port: copies what it is sent, as transferring it would take it away. */
export class View {
  readonly branches = new Map<BranchId, Received>()

  postMessage(message: FeedMessage): void {
    const got = structuredClone(message)
    if (got.type === "begin") {
      const received = new Received(got)
      const { shares } = got
      const from = shares === null ? undefined : this.of(shares.branch)
      if (from !== undefined && shares !== null) {
        for (const [row, chunk] of from.spans) if (row < shares.spans) received.spans.set(row, chunk)
        for (const [row, chunk] of from.events) if (row < shares.events) received.events.set(row, chunk)
        for (const [row, chunk] of from.slots) if (row < shares.slots) received.slots.set(row, chunk)
      }
      this.branches.set(got.branch, received)
    } else if (got.type === "end") this.of(got.branch).isOver = true
    else this.of(got.branch).take(got, new SpanTable())
  }

  of(branch: BranchId): Received {
    const received = this.branches.get(branch)
    if (received === undefined) throw new Error(`branch ${branch} never began`)
    return received
  }

  spansOf(branch: BranchId): SpanTable {
    return adoptAll(new SpanTable(), this.of(branch).spans)
  }

  eventsOf(branch: BranchId): EventTable {
    return adoptAll(new EventTable(), this.of(branch).events)
  }

  slotsOf(branch: BranchId): EventTable {
    return adoptAll(new EventTable(), this.of(branch).slots)
  }
}

function adoptAll<Chunk, Table extends { adopt(chunk: Chunk): void }>(table: Table, chunks: Map<number, Chunk>): Table {
  for (const [, chunk] of [...chunks].sort(([a], [b]) => a - b)) table.adopt(chunk)
  return table
}

function spanChunk({ firstRow, capacity, count, closed, sparse, buffer }: SentSpans): SpanChunk {
  const chunk = new SpanChunk(firstRow, capacity, buffer)
  chunk.count = count
  chunk.closed = closed
  for (const [key, value] of sparse) chunk.sparse.set(key, value)
  return chunk
}

function eventChunk({ firstRow, capacity, count, buffer }: SentEvents): EventChunk {
  const chunk = new EventChunk(firstRow, capacity, buffer)
  chunk.count = count
  return chunk
}

export interface Bench {
  readonly engine: Engine
  readonly scheduler: ManualScheduler
  readonly view: View
}

/** An engine and a view joined, without a thread. */
export function bench(options: Partial<EngineOptions> = {}, stepMs?: () => number): Bench {
  const scheduler = new ManualScheduler(stepMs)
  const view = new View()
  const engine = new Engine(scheduler, { ...ENGINE_OPTIONS, ...options })
  engine.connect(view)
  return { engine, scheduler, view }
}

/** Every span in numbers, for comparing. */
export function spanRows(table: SpanTable): readonly string[] {
  return Array.from({ length: table.count - table.firstRow }, (_, i) => {
    const row = table.firstRow + i
    const who = [table.parent(row), table.caller(row), table.actor(row), table.operation(row)]
    const end = [table.attempt(row), table.outcome(row), table.start(row), table.duration(row)]
    return [row, ...who, ...end, table.queue(row), table.network(row), table.backoff(row), table.pool(row)].join(" ")
  })
}

export function eventRows(table: EventTable): readonly string[] {
  return Array.from({ length: table.count }, (_, row) =>
    [table.time(row), table.actor(row), table.kind(row), table.argument(row)].join(" "),
  )
}
