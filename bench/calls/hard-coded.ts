import {
  compileDistribution,
  createKeyed,
  createStream,
  type DistributionSpec,
  hashPair,
  hashText,
  type KeyedStream,
  LogHistogram,
  mix32,
  type Sampler,
  seedWords,
  uniform01,
  wholeNs,
} from "../../engine/index.ts"
import { BareHeap } from "../kernels/bare-heap.ts"
import { CALLS } from "./model.ts"

const CAPACITY = 1 << 16
const MASK = CAPACITY - 1

/** Who still has something to do with a request: client, gateway, service, cache, database. */
const CLIENT = 1
const GATEWAY = 2
const SERVICE = 4
const CACHE = 8
const DATABASE = 16
/** Whom the gateway and the service wait for. */
const WAITS_SERVICE = 32
const WAITS_CACHE = 64
const WAITS_DATABASE = 128

/** Kinds of heap entries, in the low bits of the payload. */
const ARRIVAL = 0
const GATEWAY_DONE = 1
const SERVICE_DONE = 2
const CACHE_DONE = 3
const DATABASE_DONE = 4
const LANE = 5

/** A stage: slots, a line, a distribution and its draws. */
class Stage {
  busy = 0
  head = 0
  tail = 0
  readonly line = new Int32Array(CAPACITY)
  readonly slots: number
  readonly sampler: Sampler
  readonly stream: KeyedStream
  readonly kind: number

  constructor(slots: number, spec: DistributionSpec, stream: KeyedStream, kind: number) {
    this.slots = slots
    this.sampler = compileDistribution(spec)
    this.stream = stream
    this.kind = kind
  }
}

/** Timers of one constant delay, linked through the requests; one entry in the heap, which may be early. */
class TimerLane {
  readonly next = new Int32Array(CAPACITY)
  readonly previous = new Int32Array(CAPACITY)
  readonly due = new Float64Array(CAPACITY)
  first = -1
  last = -1
  entered = false
  readonly delayNs: number

  constructor(delayNs: number) {
    this.delayNs = delayNs
  }
}

/**
 * The `calls` bench as one hard-wired program: the same model and draws, without frames, spans, digest, invariants
 * or measures beside one histogram. What a general kernel is compared with.
 */
export class CallsKernel {
  done = 0
  readonly latency = new LogHistogram()
  private readonly heap = new BareHeap()
  private now = 0
  private sent = 0
  private readonly arrivals
  private readonly gap = compileDistribution({ kind: "exponential", mean: CALLS.gapNs })
  private readonly stages: readonly Stage[]
  private readonly lanes = CALLS.timeoutsNs.map((delayNs) => new TimerLane(delayNs))
  private readonly hits: KeyedStream
  private readonly visits: readonly number[]
  private readonly flags = new Int32Array(CAPACITY)
  private readonly root = new Int32Array(CAPACITY)
  private readonly started = new Float64Array(CAPACITY)
  private readonly free = new Int32Array(CAPACITY)
  private freeTop = 0

  constructor(seed: string) {
    const words = seedWords(seed)
    this.arrivals = createStream(words, "client", "arrivals")
    this.hits = createKeyed(words, "cache", "hit")
    const draw = (component: string) => createKeyed(words, component, "serve.work.0")
    this.stages = [
      new Stage(4, CALLS.gateway, draw("gateway"), GATEWAY_DONE),
      new Stage(16, CALLS.service, draw("service"), SERVICE_DONE),
      new Stage(1, CALLS.cache, draw("cache"), CACHE_DONE),
      new Stage(8, CALLS.database, draw("database"), DATABASE_DONE),
    ]
    const name = (caller: string, callee: string) => hashPair(hashText(`${caller}.serve>${callee}.serve`, 0), 0)
    const client = hashText("client", 0)
    const service = mix32(client ^ name("gateway", "service"))
    this.visits = [
      client,
      service,
      mix32(service ^ name("service", "cache")),
      mix32(service ^ name("service", "database")),
    ]
    for (let slot = CAPACITY - 1; slot >= 0; slot--) this.free[this.freeTop++] = slot
  }

  run(untilNs: number): void {
    const { heap } = this
    this.arrivals.step()
    heap.push(wholeNs(this.gap.sample(this.arrivals.a, this.arrivals.b)), ARRIVAL)
    while (heap.firstTime <= untilNs) {
      this.now = heap.firstTime
      const payload = heap.pop()
      const request = payload >> 3
      switch (payload & 7) {
        case ARRIVAL:
          this.arrive()
          break
        case GATEWAY_DONE:
          this.leave(0)
          this.call(request, 1, SERVICE | WAITS_SERVICE)
          break
        case SERVICE_DONE:
          this.leave(1)
          this.call(request, 2, CACHE | WAITS_CACHE)
          break
        case CACHE_DONE:
          this.leave(2)
          this.answerCache(request)
          break
        case DATABASE_DONE:
          this.leave(3)
          this.answerDatabase(request)
          break
        default:
          this.surface(request)
      }
    }
  }

  private arrive(): void {
    const request = this.free[--this.freeTop] ?? 0
    this.root[request] = this.sent++
    this.started[request] = this.now
    this.flags[request] = 0
    this.call(request, 0, CLIENT | GATEWAY)
    this.arrivals.step()
    this.heap.push(this.now + wholeNs(this.gap.sample(this.arrivals.a, this.arrivals.b)), ARRIVAL)
  }

  /** Sets the timer of a call and hands it to its stage. */
  private call(request: number, level: number, raised: number): void {
    this.flags[request] = (this.flags[request] ?? 0) | raised
    this.set(level, request)
    const stage = this.stages[level] as Stage
    if (stage.busy < stage.slots) {
      stage.busy++
      this.work(stage, level, request)
    } else stage.line[stage.tail++ & MASK] = request
  }

  private work(stage: Stage, level: number, request: number): void {
    stage.stream.at(this.root[request] ?? 0, this.visits[level] ?? 0)
    const time = stage.sampler.sample(stage.stream.a, stage.stream.b)
    this.heap.push(this.now + wholeNs(time), request * 8 + stage.kind)
  }

  /** A slot is free: the next in line has it. */
  private leave(level: number): void {
    const stage = this.stages[level] as Stage
    if (stage.head < stage.tail) this.work(stage, level, stage.line[stage.head++ & MASK] ?? 0)
    else stage.busy--
  }

  private answerDatabase(request: number): void {
    const waits = this.takes(request, WAITS_DATABASE, 3)
    this.lower(request, DATABASE)
    if (waits) this.answerService(request, true)
  }

  private answerCache(request: number): void {
    const waits = this.takes(request, WAITS_CACHE, 2)
    this.lower(request, CACHE)
    this.hits.at(this.root[request] ?? 0, this.visits[2] ?? 0)
    const hit = uniform01(this.hits.a, this.hits.b) < CALLS.hitShare
    if (!waits) return
    if (hit) this.answerService(request, true)
    else this.call(request, 3, DATABASE | WAITS_DATABASE)
  }

  private answerService(request: number, ok: boolean): void {
    const waits = this.takes(request, WAITS_SERVICE, 1)
    this.lower(request, SERVICE)
    if (waits) this.answerGateway(request, ok)
  }

  private answerGateway(request: number, ok: boolean): void {
    const waits = this.takes(request, CLIENT, 0)
    this.lower(request, GATEWAY)
    if (!waits) return
    this.done++
    if (ok) this.latency.record(this.now - (this.started[request] ?? 0))
  }

  /** A timer fired: the caller of that level gives up. */
  private expire(level: number, request: number): void {
    if (level === 0) {
      this.done++
      this.lower(request, CLIENT)
    } else if (level === 1) {
      this.flags[request] = (this.flags[request] ?? 0) & ~WAITS_SERVICE
      this.answerGateway(request, false)
    } else if (level === 2) {
      this.flags[request] = (this.flags[request] ?? 0) & ~WAITS_CACHE
      this.call(request, 3, DATABASE | WAITS_DATABASE)
    } else {
      this.flags[request] = (this.flags[request] ?? 0) & ~WAITS_DATABASE
      this.answerService(request, false)
    }
  }

  /** True when the caller of a level still waits; it then no longer does, and its timer is off. */
  private takes(request: number, flag: number, level: number): boolean {
    const flags = this.flags[request] ?? 0
    if ((flags & flag) === 0) return false
    this.flags[request] = flags & ~flag
    this.unlink(this.lanes[level] as TimerLane, request)
    return true
  }

  private lower(request: number, flag: number): void {
    const flags = (this.flags[request] ?? 0) & ~flag
    this.flags[request] = flags
    // Without a flag it is in nobody's hands.
    if (flags === 0) this.free[this.freeTop++] = request
  }

  private set(level: number, request: number): void {
    const lane = this.lanes[level] as TimerLane
    lane.due[request] = this.now + lane.delayNs
    lane.next[request] = -1
    lane.previous[request] = lane.last
    if (lane.last >= 0) lane.next[lane.last] = request
    else lane.first = request
    lane.last = request
    if (lane.entered) return
    lane.entered = true
    this.heap.push(lane.due[lane.first] ?? 0, level * 8 + LANE)
  }

  private unlink(lane: TimerLane, request: number): void {
    const next = lane.next[request] ?? -1
    const previous = lane.previous[request] ?? -1
    if (previous >= 0) lane.next[previous] = next
    else lane.first = next
    if (next >= 0) lane.previous[next] = previous
    else lane.last = previous
  }

  private surface(level: number): void {
    const lane = this.lanes[level] as TimerLane
    const first = lane.first
    const due = first >= 0 && lane.due[first] === this.now
    if (due) this.unlink(lane, first)
    if (lane.first >= 0) this.heap.push(lane.due[lane.first] ?? 0, level * 8 + LANE)
    else lane.entered = false
    if (due) this.expire(level, first)
  }
}
