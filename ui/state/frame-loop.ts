import type { PlaybackClock } from "./clock.ts"

/** Texts that show the instant change so often at most, in ms. */
const ANNOUNCE_EVERY_MS = 100
/** Where motion is to be reduced, play shows a new instant so often, in ms (chosen: two still pictures a second). */
const SNAPSHOT_EVERY_MS = 500
/** A page that was hidden does not jump: a frame stands for so many ms at most. */
const FRAME_MAX_MS = 100

/**
 * When the clock moves and when it is told, from frame to frame. Apart from the browser's frames, so that it can be
 * tested.
 */
export class FramePace {
  private readonly clock: PlaybackClock
  private lastMs: number
  private announcedMs = Number.NEGATIVE_INFINITY
  private heldMs = 0
  private isUntold = false

  constructor(clock: PlaybackClock, nowMs: number) {
    this.clock = clock
    this.lastMs = nowMs
  }

  /** A frame at `nowMs` of the viewer's time. */
  frame(nowMs: number, reducesMotion: boolean): void {
    this.heldMs += Math.max(0, Math.min(FRAME_MAX_MS, nowMs - this.lastMs))
    this.lastMs = nowMs
    if (!this.clock.state.isPlaying) this.heldMs = 0
    if (!reducesMotion || this.heldMs >= SNAPSHOT_EVERY_MS) this.move()
    if (this.isUntold && nowMs - this.announcedMs >= ANNOUNCE_EVERY_MS) this.tell(nowMs)
  }

  private move(): void {
    if (this.clock.tick(this.heldMs)) this.isUntold = true
    this.heldMs = 0
  }

  private tell(nowMs: number): void {
    this.announcedMs = nowMs
    this.isUntold = false
    this.clock.announce()
  }
}

/** The loop of a clock: it moves once a frame, however many draw it. */
interface FrameLoop {
  readonly draws: Set<() => void>
  handle: number
}

const loops = new WeakMap<PlaybackClock, FrameLoop>()

/**
 * Has `draw` called with every frame, after the clock has moved, since the picture can be moved while the clock stands.
 * All who draw one clock share its loop. Returns what ends it.
 */
export function runFrames(clock: PlaybackClock, draw: () => void): () => void {
  const loop = loops.get(clock) ?? { draws: new Set<() => void>(), handle: 0 }
  loops.set(clock, loop)
  loop.draws.add(draw)
  if (loop.draws.size === 1) start(clock, loop)
  return () => {
    if (loop.draws.delete(draw) && loop.draws.size === 0) cancelAnimationFrame(loop.handle)
  }
}

function start(clock: PlaybackClock, loop: FrameLoop): void {
  const pace = new FramePace(clock, performance.now())
  const motion = matchMedia("(prefers-reduced-motion: reduce)")
  const frame = (nowMs: number) => {
    loop.handle = requestAnimationFrame(frame)
    pace.frame(nowMs, motion.matches)
    for (const draw of loop.draws) draw()
  }
  loop.handle = requestAnimationFrame(frame)
}
