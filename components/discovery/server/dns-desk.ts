import { capture, type Frame, KEY, OK, type Plain, reinstate } from "../../../engine/index.ts"
import type { Desk } from "./desk.ts"
import type { Asked, ListDesk } from "./parts.ts"

/** Answers by name, from a cache while its answer lives. */
export class DnsDesk implements ListDesk {
  private cached = new Map<string, { readonly hosts: readonly number[]; readonly fromNs: number }>()
  private readonly desk: Desk
  private readonly ttlNs: number
  private readonly cacheNs: number

  constructor(desk: Desk, ttlNs: number, cacheNs: number) {
    this.desk = desk
    this.ttlNs = ttlNs
    this.cacheNs = Math.min(cacheNs, ttlNs)
  }

  start(): void {
    // It has no times of its own.
  }

  list(frame: Frame, { question }: Asked): number {
    const { sim, letters, table } = this.desk
    const { nowNs } = sim
    const service = question?.service ?? ""
    let entry = this.cached.get(service)
    if (entry === undefined || nowNs >= entry.fromNs + this.cacheNs) {
      entry = { hosts: table.listOf(service), fromNs: nowNs }
      if (this.cacheNs > 0) this.cached.set(service, entry)
    }
    const ttlNs = this.ttlNs - (nowNs - entry.fromNs)
    const letter = letters.post(nowNs, { kind: "answer", index: table.index, hosts: entry.hosts, ttlNs })
    sim.frames.setDouble(frame, KEY, letter)
    return OK
  }

  changed(): void {
    // Nobody is told.
  }

  onTimer(): void {
    // It sets none.
  }

  crash(): void {
    this.cached.clear()
  }

  snapshot(): Plain {
    return capture(this, ["cached"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["cached"], saved)
  }
}
