import type { Plain } from "../../engine/index.ts"

/** Until when what is kept of each key is good, at most so many keys. The one put in or used longest ago makes room. */
export class GoodUntil {
  private readonly entriesMax: number
  private readonly untilNs = new Map<number, number>()

  constructor(entriesMax: number) {
    this.entriesMax = entriesMax
  }

  holds(key: number, nowNs: number): boolean {
    return this.endOf(key) > nowNs
  }

  /** Until when what is kept of the key is good, or was; 0 where nothing is kept. */
  endOf(key: number): number {
    return this.untilNs.get(key) ?? 0
  }

  keep(key: number, untilNs: number): void {
    this.untilNs.delete(key)
    for (const oldest of this.untilNs.keys()) {
      if (this.untilNs.size < this.entriesMax) break
      this.untilNs.delete(oldest)
    }
    this.untilNs.set(key, untilNs)
  }

  /** Makes a key that is held the one used last. */
  use(key: number): void {
    const untilNs = this.untilNs.get(key)
    if (untilNs === undefined) return
    this.untilNs.delete(key)
    this.untilNs.set(key, untilNs)
  }

  clear(): void {
    this.untilNs.clear()
  }

  snapshot(): Plain {
    return [...this.untilNs]
  }

  restore(saved: Plain): void {
    this.clear()
    if (Array.isArray(saved)) for (const [key, untilNs] of saved) this.untilNs.set(key, untilNs)
  }
}
