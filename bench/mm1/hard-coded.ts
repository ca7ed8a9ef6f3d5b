import {
  compileDistribution,
  createKeyed,
  createStream,
  hashText,
  LogHistogram,
  seedWords,
  standardExponential,
  wholeNs,
} from "../../engine/index.ts"
import { BareHeap } from "../kernels/bare-heap.ts"
import type { Outcome } from "../kit/outcome.ts"
import { MM1 } from "./model.ts"

/** Places in the line (chosen: far more than a queue at 80 % ever needs). */
const CAPACITY = 1 << 16
const MASK = CAPACITY - 1

/** What a heap entry stands for. */
const ARRIVAL = 0

/** The `mm1` bench in one class: a line, one server, one histogram. */
class Mm1Kernel {
  readonly latency = new LogHistogram()
  private readonly heap = new BareHeap()
  private readonly startedNs = new Float64Array(CAPACITY)
  /** Customers are numbered as they come; those from `served` to before `sent` are here, the first in service. */
  private sent = 0
  private served = 0
  private nowNs = Number.NaN
  /** What rounding arrivals to whole ns has left over. */
  private carry = 0.5
  private readonly arrivals
  private readonly time = compileDistribution({ kind: "exponential", mean: MM1.serviceNs })
  private readonly luck
  private readonly visit = hashText("crowd", 0)

  constructor(seedText: string) {
    const seed = seedWords(seedText)
    this.arrivals = createStream(seed, "crowd", "arrivals")
    this.luck = createKeyed(seed, "server", "serve.work.0")
    this.nowNs = 0
  }

  run(untilNs: number): void {
    const { heap } = this
    this.awaitArrival()
    while (heap.firstTime <= untilNs) {
      this.nowNs = heap.firstTime
      if (heap.pop() === ARRIVAL) this.arrive()
      else this.leave()
    }
  }

  private awaitArrival(): void {
    const { arrivals } = this
    arrivals.step()
    const exact = this.carry + MM1.gapNs * standardExponential(arrivals.a, arrivals.b)
    const delayNs = Math.floor(exact)
    this.carry = exact - delayNs
    this.heap.push(this.nowNs + delayNs, ARRIVAL)
  }

  private arrive(): void {
    this.startedNs[this.sent & MASK] = this.nowNs
    if (this.sent++ === this.served) this.serve()
    this.awaitArrival()
  }

  private leave(): void {
    this.latency.record(this.nowNs - (this.startedNs[this.served & MASK] ?? 0))
    if (++this.served < this.sent) this.serve()
  }

  private serve(): void {
    this.luck.at(this.served, this.visit)
    this.heap.push(this.nowNs + wholeNs(this.time.sample(this.luck.a, this.luck.b)), ARRIVAL + 1)
  }
}

export function hardCodedMm1(seed: string, untilNs: number): Outcome {
  const kernel = new Mm1Kernel(seed)
  kernel.run(untilNs)
  const { latency } = kernel
  return { requests: latency.count, meanNs: latency.mean(), p99Ns: latency.quantile(0.99) }
}
