import { NO_ROW, type Row, type SpanParts, type SpanRecorder } from "../../../engine/record/index.ts"

/** What is told of a run, row by row. */
export type Rows = Pick<SpanRecorder, "event" | "open" | "place" | "close" | "missed">

const CLIENT = 0
const KIND_REQUEST = 0
const KIND_REPLY = 1
const KIND_DONE = 4
const KIND_ARRIVAL = 8

/** Components a request passes, in order: how many requests each works on at once, and for how long on average. */
const STAGES = [
  { slots: 4, meanNs: 3e6, share: 1 },
  { slots: 16, meanNs: 12e6, share: 1 },
  { slots: 1, meanNs: 0.5e6, share: 1 },
  { slots: 8, meanNs: 30e6, share: 0.2 },
] as const

/** Links the kernel does not model: messages arrive in the instant they are sent. */
export const IDEAL = { linkNs: 0, jitterNs: 0 }

/** A span to come; one call is two, the logical one and its attempt. */
interface Span {
  readonly parent: Span | null
  readonly root: number
  readonly stage: number
  readonly logical: boolean
  readonly startNs: number
  endNs: number
  outcome: number
  parts: SpanParts
  row: Row
  frame: number
}

type Action = { readonly timeNs: number; readonly run: (recorder: Rows) => void }

/** A repeatable generator of uniform numbers (mulberry32). */
export function uniforms(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * What a kernel would tell a recorder about `requests` Poisson requests, 1000/s, through first-come-first-served
 * stages in a row that free their slot while they wait; one request in fifty fails at its last stage. A link takes
 * `linkNs` plus an exponential time of mean `jitterNs`.
 */
export class Traffic {
  private readonly actions: Action[] = []
  private readonly random = uniforms(7)
  private readonly freeFrames: number[] = []
  private readonly linkNs: number
  private readonly jitterNs: number
  private frames = 0
  private at = 0

  constructor(requests: number, link: { readonly linkNs: number; readonly jitterNs: number } = IDEAL) {
    this.linkNs = link.linkNs
    this.jitterNs = link.jitterNs
    let nowNs = 0
    let arriving = Array.from({ length: requests }, (_, root) => {
      nowNs += this.exponential(1e6)
      const timeNs = nowNs
      this.does(timeNs, (recorder) => recorder.event(timeNs, CLIENT, KIND_ARRIVAL, 0))
      return { root, timeNs, calls: [] as Span[] }
    })
    for (const [stage, { slots, meanNs, share }] of STAGES.entries()) {
      const freeAt = new Array<number>(slots).fill(0)
      const leaving: typeof arriving = []
      const sent = arriving.map((request) => ({ ...request, arrivedNs: request.timeNs + this.link() }))
      for (const request of sent.sort((a, b) => a.arrivedNs - b.arrivedNs)) {
        const slot = freeAt.indexOf(Math.min(...freeAt))
        const beginNs = Math.max(request.arrivedNs, freeAt[slot] ?? 0)
        const doneNs = beginNs + this.exponential(meanNs)
        freeAt[slot] = doneNs
        const call = this.call(request.root, stage, request.timeNs, request.calls.at(-1) ?? null)
        call.parts.queueNs = beginNs - request.arrivedNs
        call.parts.networkNs = request.arrivedNs - request.timeNs
        request.calls.push(call)
        this.does(request.arrivedNs, (recorder) =>
          recorder.event(request.arrivedNs, stage + 1, KIND_REQUEST, call.frame),
        )
        this.does(doneNs, (recorder) => recorder.event(doneNs, stage + 1, KIND_DONE, call.frame))
        if (stage + 1 < STAGES.length && this.random() < (STAGES[stage + 1]?.share ?? 0) / share)
          leaving.push({ ...request, timeNs: doneNs })
        else this.answer(request.calls, doneNs)
      }
      arriving = leaving.sort((a, b) => a.timeNs - b.timeNs)
    }
    const order = this.actions.map((action, i) => ({ action, i }))
    order.sort((a, b) => a.action.timeNs - b.action.timeNs || a.i - b.i)
    this.actions = order.map(({ action }) => action)
  }

  get length(): number {
    return this.actions.length
  }

  /** Tells `recorder` the next `count` things that happen; all that are left by default. */
  play(recorder: Rows, count = this.actions.length): void {
    const end = Math.min(this.at + count, this.actions.length)
    for (; this.at < end; this.at++) this.actions[this.at]?.run(recorder)
  }

  private does(timeNs: number, run: Action["run"]): void {
    this.actions.push({ timeNs, run })
  }

  /** Opens the two spans of a call at `startNs` and gives the attempt's. */
  private call(root: number, stage: number, startNs: number, parent: Span | null): Span {
    const make = (above: Span | null, logical: boolean): Span => {
      const parts = { queueNs: 0, networkNs: 0, backoffNs: 0, poolNs: 0 }
      const rest = { endNs: 0, outcome: 0, parts, row: NO_ROW, frame: -1 }
      return { parent: above, root, stage, logical, startNs, ...rest }
    }
    const outer = make(parent, true)
    const inner = make(outer, false)
    this.does(startNs, (recorder) => {
      for (const span of [outer, inner]) {
        span.frame = this.freeFrames.pop() ?? this.frames++
        span.row = recorder.open(span.parent?.row ?? NO_ROW, startNs, stage, root)
        if (span.row !== NO_ROW) recorder.place(span.row, stage + 1, span.logical ? 0 : 1)
      }
    })
    return inner
  }

  /** The last stage answers at `doneNs`, and so does everyone before it. */
  private answer(calls: readonly Span[], doneNs: number): void {
    let nowNs = doneNs
    const outcome = this.random() < 0.02 ? 1 : 0
    for (const span of [...calls].reverse()) {
      const backNs = this.link()
      const endNs = nowNs + backNs
      span.parts.networkNs += backNs
      this.does(endNs, (recorder) => {
        recorder.event(endNs, span.stage, KIND_REPLY, span.frame)
        this.end(recorder, span, endNs, outcome)
        if (span.parent !== null) this.end(recorder, span.parent, endNs, outcome)
      })
      nowNs = endNs
    }
  }

  private end(recorder: Rows, span: Span, endNs: number, outcome: number): void {
    this.freeFrames.push(span.frame)
    if (span.row !== NO_ROW) recorder.close(span.row, endNs, outcome, span.parts)
    else if (span.parent === null)
      recorder.missed({
        ...span.parts,
        root: span.root,
        operation: span.stage,
        actor: span.stage + 1,
        outcome,
        startNs: span.startNs,
        endNs,
      })
  }

  private link(): number {
    return this.linkNs + this.exponential(this.jitterNs)
  }

  private exponential(meanNs: number): number {
    return Math.round(-Math.log(1 - this.random()) * meanNs)
  }
}
