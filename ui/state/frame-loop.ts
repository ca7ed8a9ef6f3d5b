import type { PlaybackClock } from "./clock.ts"

/** Texts that show the instant change so often at most, in ms. */
const ANNOUNCE_EVERY_MS = 100

/**
 * Moves the clock once a frame, and has drawn what the frame is about. `draw` is called with every frame, since the
 * picture can be moved while the clock stands. Returns what ends it.
 */
export function runFrames(clock: PlaybackClock, draw: () => void): () => void {
  let lastMs = performance.now()
  let announcedMs = 0
  let handle = requestAnimationFrame(frame)
  function frame(nowMs: number): void {
    handle = requestAnimationFrame(frame)
    // A page that was hidden does not jump.
    const moved = clock.tick(Math.min(100, nowMs - lastMs))
    lastMs = nowMs
    draw()
    if (moved && nowMs - announcedMs >= ANNOUNCE_EVERY_MS) {
      announcedMs = nowMs
      clock.announce()
    }
  }
  return () => cancelAnimationFrame(handle)
}
