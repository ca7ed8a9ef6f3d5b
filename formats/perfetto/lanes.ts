import { Heap } from "./heap.ts"

/**
 * Lays spans side by side so that no two of a lane overlap. They come in the order of their start; each goes into the lane
 * with the lowest number that is free.
 */
export class Lanes {
  private readonly endsNs: number[] = []
  private readonly busy = new Heap((a, b) => this.endOf(a) < this.endOf(b))
  private readonly free = new Heap((a, b) => a < b)

  /** The lane of a span. One that takes no time has its lane to itself for that moment, so that flows find it. */
  take(startNs: number, endNs: number): number {
    for (let lane = this.busy.first; lane !== undefined && this.endOf(lane) <= startNs; lane = this.busy.first) {
      this.busy.pop()
      this.free.push(lane)
    }
    const lane = this.free.pop() ?? this.endsNs.length
    this.endsNs[lane] = Math.max(endNs, startNs + 1)
    this.busy.push(lane)
    return lane
  }

  private endOf(lane: number): number {
    return this.endsNs[lane] ?? 0
  }
}
