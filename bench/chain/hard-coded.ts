import {
  compileDistribution,
  createKeyed,
  createStream,
  hashPair,
  hashText,
  type KeyedStream,
  LogHistogram,
  mix32,
  type Sampler,
  seedWords,
  wholeNs,
} from "../../engine/index.ts"
import { BareHeap } from "../kernels/bare-heap.ts"
import type { Outcome } from "../kit/outcome.ts"
import { CHAIN } from "./model.ts"

/** Requests in flight at once and places in each line (chosen: far more than the model ever needs). */
const CAPACITY = 1 << 16
const MASK = CAPACITY - 1

/** Kinds of heap entries, in the low bits of the payload; the request is above them. */
const ARRIVAL = 0
const SERVICE_DONE = 1
const DATABASE_DONE = 2

/** Slots, a line first in first out, and keyed draws. */
class Stage {
  busy = 0
  head = 0
  tail = 0
  readonly line = new Int32Array(CAPACITY)
  readonly slots: number

  constructor(slots: number) {
    this.slots = slots
  }
}

/** The `chain` bench in one class: no frames, ports, digest, invariants or measures but the client's latency. */
class ChainKernel {
  readonly latency = new LogHistogram()
  private readonly heap = new BareHeap()
  private readonly startedNs = new Float64Array(CAPACITY)
  private readonly root = new Int32Array(CAPACITY)
  private readonly serviceOf = new Int32Array(CAPACITY)
  private readonly free = Int32Array.from({ length: CAPACITY }, (_, index) => CAPACITY - 1 - index)
  private freeTop = CAPACITY
  private readonly services = Array.from({ length: CHAIN.services }, () => new Stage(CHAIN.serviceSlots))
  private readonly database = new Stage(CHAIN.databaseSlots)
  private nextService = 0
  private sent = 0
  private nowNs = Number.NaN
  private readonly arrivals
  private readonly gap = compileDistribution(CHAIN.gap)
  private readonly serviceTime = compileDistribution(CHAIN.service)
  private readonly databaseTime = compileDistribution(CHAIN.database)
  private readonly serviceLuck: KeyedStream
  private readonly databaseLuck: KeyedStream
  private readonly visit = hashText("shop", 0)
  private readonly databaseVisit = mix32(this.visit ^ hashPair(hashText("svc.op>db.op", 0), 0))

  constructor(seedText: string) {
    const seed = seedWords(seedText)
    this.arrivals = createStream(seed, "shop", "arrivals")
    this.serviceLuck = createKeyed(seed, "svc", "op.work.0")
    this.databaseLuck = createKeyed(seed, "db", "op.work.0")
    this.nowNs = 0
  }

  run(untilNs: number): void {
    const { heap } = this
    this.awaitArrival()
    while (heap.firstTime <= untilNs) {
      this.nowNs = heap.firstTime
      const payload = heap.pop()
      const request = payload >> 2
      switch (payload & 3) {
        case ARRIVAL:
          this.arrive()
          break
        case SERVICE_DONE:
          this.callDatabase(request)
          break
        default:
          this.answer(request)
      }
    }
  }

  private awaitArrival(): void {
    this.arrivals.step()
    this.heap.push(this.nowNs + wholeNs(this.gap.sample(this.arrivals.a, this.arrivals.b)), ARRIVAL)
  }

  private arrive(): void {
    const request = this.free[--this.freeTop] ?? 0
    this.startedNs[request] = this.nowNs
    this.root[request] = this.sent++
    const index = this.nextService
    this.nextService = index === CHAIN.services - 1 ? 0 : index + 1
    this.serviceOf[request] = index
    const service = this.services[index] as Stage
    if (service.busy < service.slots) {
      service.busy++
      this.serve(request)
    } else service.line[service.tail++ & MASK] = request
    this.awaitArrival()
  }

  private serve(request: number): void {
    this.serviceLuck.at(this.root[request] ?? 0, this.visit)
    this.schedule(this.serviceTime, this.serviceLuck, request * 4 + SERVICE_DONE)
  }

  private query(request: number): void {
    this.databaseLuck.at(this.root[request] ?? 0, this.databaseVisit)
    this.schedule(this.databaseTime, this.databaseLuck, request * 4 + DATABASE_DONE)
  }

  private schedule(time: Sampler, luck: KeyedStream, payload: number): void {
    this.heap.push(this.nowNs + wholeNs(time.sample(luck.a, luck.b)), payload)
  }

  private callDatabase(request: number): void {
    const { database } = this
    if (database.busy < database.slots) {
      database.busy++
      this.query(request)
    } else database.line[database.tail++ & MASK] = request
  }

  private answer(request: number): void {
    const { database } = this
    if (database.head < database.tail) this.query(database.line[database.head++ & MASK] ?? 0)
    else database.busy--
    const service = this.services[this.serviceOf[request] ?? 0] as Stage
    this.latency.record(this.nowNs - (this.startedNs[request] ?? 0))
    this.free[this.freeTop++] = request
    if (service.head < service.tail) this.serve(service.line[service.head++ & MASK] ?? 0)
    else service.busy--
  }
}

export function hardCodedChain(seed: string, untilNs: number): Outcome {
  const kernel = new ChainKernel(seed)
  kernel.run(untilNs)
  const { latency } = kernel
  return { requests: latency.count, meanNs: latency.mean(), p99Ns: latency.quantile(0.99) }
}
