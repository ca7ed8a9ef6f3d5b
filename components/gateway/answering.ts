import { CONTINUE, type Extension, type Frame, OK, type Plain } from "../../engine/index.ts"
import type { Freshness } from "./freshness.ts"

/** A pipeline that does something with successes, too: they say how long they may be kept, or there are steps behind. */
export class Answering implements Extension {
  private readonly pipeline: Extension
  private readonly freshness: Freshness | null
  private readonly goesOn: boolean

  constructor(pipeline: Extension, freshness: Freshness | null, goesOn: boolean) {
    this.pipeline = pipeline
    this.freshness = freshness
    this.goesOn = goesOn
  }

  run(frame: Frame, argument: number): number {
    return this.pipeline.run(frame, argument)
  }

  passed(frame: Frame, outcome: number): number {
    if (outcome !== OK) return outcome
    this.freshness?.state(frame, 0)
    return this.goesOn ? CONTINUE : OK
  }

  release(frame: Frame): void {
    this.pipeline.release?.(frame)
  }

  wipe(): void {
    this.pipeline.wipe()
  }

  snapshot(): Plain {
    return this.pipeline.snapshot()
  }

  restore(saved: Plain): void {
    this.pipeline.restore(saved)
  }
}
