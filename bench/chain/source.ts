import {
  type Actor,
  compileDistribution,
  createStream,
  type DistributionSpec,
  type Frame,
  hashText,
  type LatencyMetric,
  NO_FRAME,
  OK,
  type Port,
  ROOT,
  type SeedWords,
  type Simulation,
  STARTED,
  TIMER_KINDS,
  VISIT,
  wholeNs,
} from "../../engine/index.ts"

export interface SourceParts {
  readonly seed: SeedWords
  readonly name: string
  readonly gap: DistributionSpec
  readonly port: Port
  readonly latency: LatencyMetric
}

/** Sends at random and measures: the least a client does. */
export class Source implements Actor {
  /** Requests that ended, whatever their outcome. */
  done = 0
  readonly latency: LatencyMetric
  private sent = 0
  private readonly sim: Simulation
  private readonly self: number
  private readonly port: Port
  private readonly arrivals
  private readonly gap
  private readonly visit: number

  constructor(sim: Simulation, self: number, parts: SourceParts) {
    this.sim = sim
    this.self = self
    this.port = parts.port
    this.latency = parts.latency
    this.arrivals = createStream(parts.seed, parts.name, "arrivals")
    this.gap = compileDistribution(parts.gap)
    this.visit = hashText(parts.name, 0)
  }

  next(): void {
    this.arrivals.step()
    this.sim.after(wholeNs(this.gap.sample(this.arrivals.a, this.arrivals.b)), this.self, TIMER_KINDS, 0)
  }

  onTimer(): void {
    const { frames } = this.sim
    const frame = this.port.open(0, NO_FRAME, 0)
    frames.setInt(frame, ROOT, this.sent++)
    frames.setInt(frame, VISIT, this.visit)
    this.port.send(frame)
    this.next()
  }

  onReply(frame: Frame): void {
    this.done++
    const { frames, nowNs } = this.sim
    if (frames.outcome(frame) === OK) this.latency.record(nowNs - frames.double(frame, STARTED))
  }

  onRequest(): void {
    throw new Error("a source serves nobody")
  }

  onCancel(): void {
    throw new Error("a source serves nobody")
  }

  onFault(): void {
    throw new Error("a source obeys no fault")
  }

  snapshot(): null {
    return null
  }

  restore(): void {
    throw new Error("a bench is not restored")
  }

  waiting(): [] {
    return []
  }
}
