import { capture, type Plain, reinstate } from "../../engine/index.ts"

const NS_PER_SECOND = 1e9

/** A line with a queue of limited length before it: first come, first served, and what does not fit is lost. */
export class Pipe {
  /** When all that is in the queue has been sent. */
  private freeAtNs = 0
  private readonly bytesPerSecond: number
  private readonly bufferNs: number

  constructor(bytesPerSecond: number, bufferNs: number) {
    this.bytesPerSecond = bytesPerSecond
    this.bufferNs = bufferNs
  }

  /** Whole ns until so many bytes are through; -1 where they are lost. */
  send(nowNs: number, bytes: number): number {
    if (bytes === 0) return 0
    const startNs = Math.max(nowNs, this.freeAtNs)
    if (startNs - nowNs > this.bufferNs) return -1
    this.freeAtNs = startNs + (bytes / this.bytesPerSecond) * NS_PER_SECOND
    return Math.round(this.freeAtNs - nowNs)
  }

  clear(): void {
    this.freeAtNs = 0
  }

  snapshot(): Plain {
    return capture(this, ["freeAtNs"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["freeAtNs"], saved)
  }
}
