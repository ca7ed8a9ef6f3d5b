import type { Frames } from "../frames/frames.ts"
import { part } from "../kernel/part.ts"
import type { Plain } from "../kernel/plain.ts"
import { Connections } from "./connections.ts"
import type { ConnectionOptions } from "./options.ts"

/** A link's connections: a set for each callee, as a connection to one replica does not reach another. */
export class ConnectionTable {
  private readonly frames: Frames
  private readonly options: Required<ConnectionOptions>
  private readonly callees: number[] = []
  private readonly sets: Connections[] = []

  constructor(frames: Frames, options: Required<ConnectionOptions>) {
    this.frames = frames
    this.options = options
  }

  /** Those to an actor, made on first use. */
  to(callee: number): Connections {
    const at = this.callees.indexOf(callee)
    if (at >= 0) return this.sets[at]
    const made = new Connections(this.frames, this.options)
    this.callees.push(callee)
    this.sets.push(made)
    return made
  }

  /** Of all callees together. */
  total(count: "opened" | "waits"): number {
    return this.sets.reduce((sum, set) => sum + set[count], 0)
  }

  snapshot(): Plain {
    return { callees: [...this.callees], sets: this.sets.map((set) => set.snapshot()) }
  }

  restore(saved: Plain): void {
    this.callees.length = 0
    this.sets.length = 0
    const callees = part(saved, "callees")
    const sets = part(saved, "sets")
    if (!Array.isArray(callees) || !Array.isArray(sets)) throw new TypeError("a snapshot lacks a link's connections")
    for (const [at, callee] of callees.entries()) this.to(callee).restore(sets[at])
  }
}
