import { PRIORITY, QUEUED, TAG } from "../../../engine/frames/columns.ts"
import { type Frame, NO_FRAME } from "../../../engine/frames/frames.ts"
import type { Actor, Waiting } from "../../../engine/kernel/actor.ts"
import { TIMER_KINDS, TIMER_PROCESSOR } from "../../../engine/kernel/kinds.ts"
import type { Plain } from "../../../engine/kernel/plain.ts"
import { Simulation } from "../../../engine/kernel/simulation.ts"
import type { Processor } from "../../../engine/resources/processor.ts"

/** What is done to a processor, in order of time. Jobs are numbered in the order of starting. Times in ns. */
export type Move =
  | { readonly at: number; readonly demand: number; readonly priority?: number }
  | { readonly at: number; readonly remove: number }
  | { readonly at: number; readonly speed: number }

/** A job that is done. */
export interface Done {
  readonly job: number
  readonly at: number
  readonly queued: number
}

type Maker = (sim: Simulation) => Processor

/** Owns one processor and carries out a script on it. */
class Bench implements Actor {
  readonly sim = new Simulation()
  readonly done: Done[] = []
  processor: Processor
  private readonly frames: Frame[] = []
  private readonly script: readonly Move[]
  private readonly make: Maker
  private readonly moveThrough: boolean

  constructor(make: Maker, script: readonly Move[], moveThrough: boolean) {
    this.script = script
    this.make = make
    this.moveThrough = moveThrough
    this.sim.seat([this])
    this.processor = make(this.sim)
    for (const [index, { at }] of script.entries()) this.sim.after(at, 0, TIMER_KINDS, index)
  }

  onTimer(kind: number, argument: number): void {
    if (this.moveThrough) this.moveState()
    if (kind === TIMER_PROCESSOR) this.finish(this.processor.onTimer(argument))
    else this.carryOut(this.script[argument])
  }

  onRequest(): void {
    throw new Error("nobody calls a bench")
  }
  onReply(): void {
    throw new Error("a bench calls nobody")
  }
  onCancel(): void {
    throw new Error("nobody calls a bench")
  }
  onFault(): void {
    throw new Error("a bench has no faults")
  }
  snapshot(): Plain {
    return null
  }
  restore(): void {
    throw new Error("a bench is not restored")
  }
  waiting(): readonly Waiting[] {
    return []
  }

  private finish(frame: Frame): void {
    if (frame === NO_FRAME) return
    const { frames, nowNs } = this.sim
    this.done.push({ job: frames.int(frame, TAG), at: nowNs, queued: frames.double(frame, QUEUED) })
  }

  private carryOut(move: Move | undefined): void {
    if (move === undefined) return
    const { frames } = this.sim
    if ("speed" in move) this.processor.setSpeed(move.speed)
    else if ("remove" in move) this.processor.remove(this.frames[move.remove] ?? NO_FRAME)
    else {
      const frame = frames.open(NO_FRAME, 0, 0)
      frames.setInt(frame, TAG, this.frames.length)
      frames.setInt(frame, PRIORITY, move.priority ?? 0)
      this.frames.push(frame)
      this.processor.start(frame, move.demand)
    }
  }

  /** Goes on with another processor in the state of this one. */
  private moveState(): void {
    const saved = structuredClone(this.processor.snapshot())
    this.processor = this.make(this.sim)
    this.processor.restore(saved)
  }
}

/** Each job's end and how long it waited, in the order of the ends. `moveThrough`: saved and restored at each event. */
export function schedule(make: Maker, script: readonly Move[], moveThrough = false): readonly Done[] {
  const bench = new Bench(make, script, moveThrough)
  bench.sim.run(1e15)
  if (bench.processor.busy !== 0 || bench.processor.waiting !== 0)
    throw new Error("work is left when nothing is pending")
  return bench.done
}

/** Instants from the gaps between them. */
export function afterGaps<T extends { readonly gap: number }>(
  list: readonly T[],
): readonly (T & { readonly at: number })[] {
  let at = 0
  return list.map((entry) => {
    at += entry.gap
    return { ...entry, at }
  })
}
