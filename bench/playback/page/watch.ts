/**
 * Put into a page before its own scripts: it listens to what the view's worker answers and to what the browser says of
 * the page's keys, and changes nothing.
 */

/** A painted frame, as its answer came. */
export interface SeenFrame {
  /** Since the page was asked for. */
  readonly atMs: number
  readonly tNs: number
  /** In the worker, by its own clock. */
  readonly ms: number
  readonly calls: number
}

/** What has been seen so far, as `orreryWatch`. */
export interface Watched {
  readonly frames: SeenFrame[]
  /** From a press of a key to the next paint in ms, of those that took 16 or more, in eights. */
  readonly keysMs: number[]
  /** Tasks of the page's thread of more than 50 ms. */
  readonly longTasksMs: number[]
  /** When a call was first seen to have moved: painted in two frames at different instants, and shown. */
  movingMs: number | null
  /** Scripts of workers by their names. */
  readonly workers: Record<string, string>
}

/** Marks the moment in a trace. */
const MOVING = "orrery-moving"

const watched: Watched = { frames: [], keysMs: [], longTasksMs: [], movingMs: null, workers: {} }

function note(data: unknown): void {
  if (typeof data !== "object" || data === null || !("value" in data)) return
  const { value } = data
  if (typeof value !== "object" || value === null || !("painted" in value) || value.painted !== true) return
  if (!("shown" in value && "tNs" in value && "ms" in value)) return
  const { shown, tNs, ms } = value
  if (!(shown instanceof Int32Array) || typeof tNs !== "number" || typeof ms !== "number") return
  const calls = shown.reduce((sum, count) => sum + count, 0)
  const before = watched.frames.at(-1)
  watched.frames.push({ atMs: performance.now(), tNs, ms, calls })
  const isMoving = before !== undefined && before.calls > 0 && calls > 0 && before.tNs !== tNs
  // What the worker drew is shown with the page's next frame.
  if (isMoving && watched.movingMs === null) requestAnimationFrame(noteMoving)
}

function noteMoving(): void {
  if (watched.movingMs !== null) return
  performance.mark(MOVING)
  watched.movingMs = performance.now()
}

class WatchedWorker extends Worker {
  constructor(script: string | URL, options?: WorkerOptions) {
    super(script, options)
    watched.workers[options?.name ?? ""] = String(script)
    this.addEventListener("message", ({ data }: MessageEvent<unknown>) => note(data))
  }
}

function observe(type: string, take: (entry: PerformanceEntry) => void): void {
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(take))
  // Of events those are told that took at least so many ms; no less can be asked for.
  const wanted = { type, durationThreshold: 16, buffered: true }
  observer.observe(wanted)
}

observe("event", ({ name, duration }) => name === "keydown" && watched.keysMs.push(duration))
observe("longtask", ({ duration }) => watched.longTasksMs.push(duration))
Object.assign(globalThis, { Worker: WatchedWorker, orreryWatch: watched })
