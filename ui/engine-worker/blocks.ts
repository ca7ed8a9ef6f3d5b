import type { Run } from "../../scenarios/run/run.ts"

/** Events between two digests that are kept (as many as a chunk of the record has). */
export const BLOCK_EVENTS = 65_536

/** The digest of a run after every so many events: where two runs part is found by them. */
export class Blocks {
  readonly size: number
  private digests: readonly string[] = []

  constructor(size: number) {
    this.size = size
  }

  get all(): readonly string[] {
    return this.digests
  }

  /** Events until the next digest is due: a run has to stop there. */
  left(run: Run): number {
    return (this.digests.length + 1) * this.size - run.events
  }

  note(run: Run): void {
    if (this.left(run) === 0) this.digests = [...this.digests, run.digest]
  }

  /** The run is the same as another for so many events. */
  inherit(blocks: Blocks, events: number): void {
    this.digests = blocks.digests.slice(0, Math.floor(events / this.size))
  }
}
