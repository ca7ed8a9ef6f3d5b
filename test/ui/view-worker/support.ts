import { EventTable, SpanRecorder } from "../../../engine/index.ts"
import type { ScenarioPlan } from "../../../scenarios/plan.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { topologyOf } from "../../../ui/engine-worker/topology.ts"
import type { FeedBegin, FeedMore, SentEvents, SentSpans } from "../../../ui/protocol/feed.ts"
import type { Topology } from "../../../ui/protocol/topology.ts"
import { Branch } from "../../../ui/view-worker/store/branch.ts"
import { SlotWatch } from "../playback/slot-watch.ts"

export function beginOf(topology: Topology, branch = 0): FeedBegin {
  return { type: "begin", branch, topology, spansExpected: 1, shares: null }
}

/** Sends a run as an engine's worker does: whole chunks handed over, the unfinished last one copied anew each time. */
export class Sender {
  readonly run: Run
  readonly recorder: SpanRecorder
  private readonly slots = new EventTable()
  private readonly watch: SlotWatch

  constructor(plan: ScenarioPlan) {
    this.recorder = new SpanRecorder({ level: "events" })
    this.run = new Run(plan, { recorder: this.recorder })
    this.watch = new SlotWatch(this.run, this.slots)
  }

  /** Goes on to an instant and tells what is new. */
  advance(untilNs: number): FeedMore {
    this.watch.advance(untilNs)
    const { spans, events } = this.recorder
    const sentSpans: SentSpans[] = []
    for (let chunk = spans.detach(); chunk !== null; chunk = spans.detach()) sentSpans.push(chunk)
    sentSpans.push(spans.current.resized(spans.current.count))
    return {
      type: "more",
      branch: 0,
      nowNs: Math.min(untilNs, this.run.plan.run.durationNs),
      dispatched: this.run.events,
      spans: sentSpans,
      events: takeEvents(events),
      slots: takeEvents(this.slots),
      late: spans.takeLate(),
      marks: [],
    }
  }
}

function takeEvents(table: EventTable): readonly SentEvents[] {
  const sent: SentEvents[] = []
  for (let chunk = table.detach(); chunk !== null; chunk = table.detach()) sent.push(chunk)
  const last = table.chunks.at(-1)
  if (last !== undefined) sent.push(last.resized(last.count))
  return sent
}

/** A branch that was sent up to each of these instants in turn. */
export function branchOf(plan: ScenarioPlan, untilNs: readonly number[]): Branch {
  const sender = new Sender(plan)
  const branch = new Branch(beginOf(topologyOf(sender.run)), undefined)
  for (const ns of untilNs) {
    branch.take(sender.advance(ns))
    while (branch.work());
  }
  return branch
}

/** Of a record made by hand: the names of its actors, and nothing else. */
export function plainTopology(actors: readonly string[]): Topology {
  const scenario = { name: "", question: undefined, hash: "", seed: "", durationNs: 0, warmupNs: 0, objectives: [] }
  return { scenario, nodes: [], edges: [], actors, operations: [], faultVerbs: [] }
}
