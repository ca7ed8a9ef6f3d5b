import { capture, type Frame, NO_FRAME, type Plain, reinstate } from "../../engine/index.ts"

/** Who fetches which object, and who waits for it. */
export class Fetches {
  /** By key: the frame that fetches, and until when others leave it at that (ns). */
  private leaders = new Map<number, readonly [leader: Frame, heldUntilNs: number]>()
  private lines = new Map<number, Frame[]>()

  /** The frame that fetches an object, NO_FRAME where none does. */
  leaderOf(key: number): Frame {
    return this.leaders.get(key)?.[0] ?? NO_FRAME
  }

  /** Whether a fetch is under way that is not too old to be waited for. */
  isHeld(key: number, nowNs: number): boolean {
    const held = this.leaders.get(key)
    return held !== undefined && held[1] > nowNs
  }

  lead(key: number, frame: Frame, heldUntilNs: number): void {
    this.leaders.set(key, [frame, heldUntilNs])
  }

  /** The frame fetches no longer. False where it has not been the one that does. */
  end(key: number, frame: Frame): boolean {
    if (this.leaderOf(key) !== frame) return false
    return this.leaders.delete(key)
  }

  wait(key: number, frame: Frame): void {
    const line = this.lines.get(key)
    if (line === undefined) this.lines.set(key, [frame])
    else line.push(frame)
  }

  /** The first `count` of those who wait for an object, who then wait no longer. */
  next(key: number, count: number): readonly Frame[] {
    const line = this.lines.get(key)
    if (line === undefined) return []
    if (line.length <= count) this.lines.delete(key)
    return line.splice(0, count)
  }

  clear(): void {
    this.leaders.clear()
    this.lines.clear()
  }

  snapshot(): Plain {
    return capture(this, ["leaders", "lines"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["leaders", "lines"], saved)
  }
}
