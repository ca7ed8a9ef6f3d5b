import { transfer } from "comlink"
import type { FrameAnswer } from "../../../ui/protocol/view-api.ts"
import { startThreads } from "../../../ui/threads/threads.ts"
import { sceneOf } from "../scene.ts"

/** Between looks at how far both workers are, in ms. */
const LOOK_EVERY_MS = 50
const BRANCH = 0
/** Marks in a trace where each frame begins and the last one ends. */
const FRAME = "orrery-frame"
const TRANSFORM = { scale: 1, dx: 0, dy: 0, width: 1_280, height: 720 }

/** A run that the view's worker has taken in. Times of the wall clock in ms. */
export interface TakenIn {
  readonly toNs: number
  readonly spans: number
  /** Events in the record; all of the run's. */
  readonly events: number
  /** Columns and indexes of the view's worker. */
  readonly bytes: number
  readonly recordedShare: number
  /** From the start until the run is over, and until all of it can be seen. */
  readonly runMs: number
  readonly seenMs: number
  /** So old was what could be seen at most: how long ago the engine's worker was there. */
  readonly behindMsMost: number
}

/** Frames that were asked for and painted, one after another. */
export interface Painted {
  /** What each took in the worker, by its own clock. */
  readonly ms: readonly number[]
  /** From the request until the answer is here. */
  readonly roundTripMs: readonly number[]
  readonly touchedMost: number
  readonly marksMost: number
  readonly shownMost: number
}

/** What the bench asks of this page, as `orreryBench`. */
export interface BenchPage {
  takeIn(text: string): Promise<TakenIn>
  frames(instants: readonly number[]): Promise<Painted>
}

const { engine, view } = startThreads((message) => {
  throw new Error(message)
})

async function takeIn(text: string): Promise<TakenIn> {
  const started = await engine.start({ text })
  if (started.branch === null) throw new Error(started.problems[0]?.message ?? "the scenario is not valid")
  await attachCanvas()
  await view.setScene("main", sceneOf(started.topology))
  const startMs = performance.now()
  const been: { readonly atMs: number; readonly nowNs: number }[] = []
  let [runMs, behindMsMost] = [0, 0]
  for (;;) {
    const [progress, extent] = await Promise.all([engine.progress(BRANCH), view.extent(BRANCH)])
    const atMs = performance.now() - startMs
    been.push({ atMs, nowNs: progress.nowNs })
    if (progress.finished && runMs === 0) runMs = atMs
    const seen = been.findLast(({ nowNs }) => nowNs <= extent.toNs)
    behindMsMost = Math.max(behindMsMost, extent.isOver ? 0 : atMs - (seen?.atMs ?? 0))
    if (extent.isOver) {
      const { toNs, spans, events, bytes } = extent
      return { toNs, spans, events, bytes, recordedShare: progress.sampleShare, runMs, seenMs: atMs, behindMsMost }
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

let isAttached = false

async function attachCanvas(): Promise<void> {
  if (isAttached) return
  isAttached = true
  const canvas = document.querySelector("canvas")
  if (canvas === null) throw new Error("the page has no canvas")
  const offscreen = canvas.transferControlToOffscreen()
  await view.attach("main", transfer(offscreen, [offscreen]))
}

async function frames(instants: readonly number[]): Promise<Painted> {
  const answers: FrameAnswer[] = []
  const roundTripMs: number[] = []
  for (const tNs of instants) {
    performance.mark(FRAME)
    const startMs = performance.now()
    const answer = await view.want({ surface: "main", branch: BRANCH, tNs, transform: TRANSFORM, highlight: null })
    roundTripMs.push(performance.now() - startMs)
    if (!answer.painted) throw new Error("a frame was not painted")
    answers.push(answer)
  }
  performance.mark(FRAME)
  const most = (of: (answer: FrameAnswer) => number) => Math.max(...answers.map(of))
  return {
    ms: answers.map(({ ms }) => ms),
    roundTripMs,
    touchedMost: most(({ touched }) => touched),
    marksMost: most(({ marks }) => marks),
    shownMost: most(({ shown }) => shown.reduce((sum, count) => sum + count, 0)),
  }
}

const page: BenchPage = { takeIn, frames }
Object.assign(globalThis, { orreryBench: page })
