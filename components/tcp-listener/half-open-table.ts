import { capture, type Plain, reinstate } from "../../engine/index.ts"

/** No place in the table. */
export const NO_ENTRY = -1

export interface TableLimits {
  /** Entries. */
  readonly size: number
  /** How long an entry stays that nobody completes. */
  readonly lifeNs: number
  /** A new one takes the place of the oldest, instead of being turned away, where there is no room. */
  readonly dropsOldest: boolean
}

/** Connections that were asked for and not completed yet. All live equally long, so the oldest is the first to go. */
export class HalfOpenTable {
  /** Entries that had to make room since the beginning. */
  evicted = 0
  /** When each entry's time is up, by its number; in the order in which they came, which a Map keeps. */
  private expiry = new Map<number, number>()
  private next = 0
  private readonly limits: TableLimits

  constructor(limits: TableLimits) {
    this.limits = limits
  }

  get length(): number {
    return this.expiry.size
  }

  /** Makes an entry and gives its number; NO_ENTRY where there is no room. */
  add(nowNs: number): number {
    this.expire(nowNs)
    const { size, lifeNs, dropsOldest } = this.limits
    if (this.expiry.size >= size) {
      if (!dropsOldest) return NO_ENTRY
      for (const oldest of this.expiry.keys()) {
        this.expiry.delete(oldest)
        break
      }
      this.evicted++
    }
    const entry = this.next++
    this.expiry.set(entry, nowNs + lifeNs)
    return entry
  }

  /** The handshake of an entry is complete. False where the entry was gone. */
  complete(nowNs: number, entry: number): boolean {
    this.expire(nowNs)
    return this.expiry.delete(entry)
  }

  clear(): void {
    this.expiry.clear()
  }

  snapshot(): Plain {
    return capture(this, ["expiry", "next", "evicted"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["expiry", "next", "evicted"], saved)
  }

  private expire(nowNs: number): void {
    for (const [entry, atNs] of this.expiry) {
      if (atNs > nowNs) return
      this.expiry.delete(entry)
    }
  }
}
