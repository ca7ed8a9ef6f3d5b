/**
 * The instances a caller chooses among, as columns by index. A strategy reads them and keeps nothing of them.
 * `inFlight` counts the caller's own calls, not everybody's: that is what a real balancer knows.
 */
export class Backends {
  readonly length: number
  /** Actor of each. */
  readonly actors: Int32Array
  readonly inFlight: Int32Array
  readonly weight: Float64Array
  /** 1 where the caller believes it can be called. */
  readonly up: Uint8Array

  constructor(actors: readonly number[], weights?: readonly number[]) {
    this.length = actors.length
    this.actors = Int32Array.from(actors)
    this.inFlight = new Int32Array(actors.length)
    this.weight = Float64Array.from(actors, (_, index) => weights?.[index] ?? 1)
    this.up = new Uint8Array(actors.length).fill(1)
  }

  actorOf(index: number): number {
    return this.actors[index] ?? -1
  }

  inFlightOf(index: number): number {
    return this.inFlight[index] ?? 0
  }

  weightOf(index: number): number {
    return this.weight[index] ?? 0
  }

  isUp(index: number): boolean {
    return this.up[index] === 1
  }

  enter(index: number): void {
    this.inFlight[index] = (this.inFlight[index] ?? 0) + 1
  }

  leave(index: number): void {
    this.inFlight[index] = (this.inFlight[index] ?? 0) - 1
  }
}
