import { copyPlain, createStream, type Plain, type Stream, seedWords, uniform01 } from "../../../../engine/index.ts"

/** What the network needs of a node, Raft's or SWIM's. */
export interface Machine<M> {
  readonly dueNs: number
  readonly isUp: boolean
  start(nowNs: number): void
  tick(nowNs: number): void
  receive(nowNs: number, message: M): void
  takeOutbox(): readonly M[]
  crash(): void
  restart(nowNs: number): void
  snapshot(): Plain
  restore(saved: Plain): void
}

export interface Weather {
  readonly delayMinNs: number
  readonly delayMaxNs: number
  /** Parts of the messages that are lost, and that come twice. */
  readonly loss: number
  readonly repeats: number
}

interface Flying<M> {
  readonly atNs: number
  readonly message: M
}

type Addressed = { readonly from: number; readonly to: number }

export function streamOf(seed: string, name: string): Stream {
  return createStream(seedWords(seed), name, "test")
}

/** Delivers messages among nodes in simulated time, late, out of order, twice or never, as its stream says. */
export class Network<M extends Addressed, N extends Machine<M>> {
  readonly nodes: readonly N[]
  nowNs = 0
  weather: Weather
  /** Called after every step with the node that took it. */
  watch: (index: number) => void = () => {}
  /** True where a message cannot be lost. */
  isSafe: (message: M) => boolean = () => false
  /** True where a message cannot get through, beside the sides. */
  isCut: (message: M) => boolean = () => false
  sent = 0
  /** Nodes of different sides do not reach each other. */
  private sides: number[]
  private flying: Flying<M>[] = []
  private readonly random: Stream

  constructor(nodes: readonly N[], weather: Weather, random: Stream) {
    this.nodes = nodes
    this.weather = weather
    this.random = random
    this.sides = nodes.map(() => 0)
    for (const index of nodes.keys()) this.act(index, (node) => node.start(0))
  }

  /** Does something to a node and takes what comes of it. */
  act<T>(index: number, action: (node: N) => T): T {
    const node = this.nodes[index]
    if (node === undefined) throw new RangeError(`there is no node ${index}`)
    const result = action(node)
    for (const message of node.takeOutbox()) this.send(message)
    this.watch(index)
    return result
  }

  partition(sides: readonly number[]): void {
    this.sides = this.nodes.map((_, index) => sides[index] ?? 0)
  }

  heal(): void {
    this.partition([])
  }

  runUntil(endNs: number): void {
    for (;;) {
      const due = this.earliest()
      const dueNs = Math.max(this.nowNs, this.nodes[due]?.dueNs ?? Infinity)
      const [first] = this.flying
      if (Math.min(dueNs, first?.atNs ?? Infinity) > endNs) break
      if (first !== undefined && first.atNs <= dueNs) {
        this.flying.shift()
        this.nowNs = first.atNs
        this.act(first.message.to, (node) => node.receive(this.nowNs, first.message))
      } else {
        this.nowNs = dueNs
        this.act(due, (node) => node.tick(this.nowNs))
      }
    }
    this.nowNs = endNs
  }

  snapshot(): Plain {
    return {
      nowNs: this.nowNs,
      sides: [...this.sides],
      flying: copyPlain(this.flying, "messages under way"),
      random: [...this.random.snapshot().state],
      nodes: this.nodes.map((node) => node.snapshot()),
    }
  }

  restore(saved: Plain): void {
    const from = Object(copyPlain(saved, "a network"))
    this.nowNs = from.nowNs
    this.sides = from.sides
    this.flying = from.flying
    this.random.restore({ state: from.random })
    for (const [index, node] of this.nodes.entries()) node.restore(from.nodes[index])
  }

  private earliest(): number {
    let earliest = 0
    for (const [index, { dueNs }] of this.nodes.entries()) {
      if (dueNs < (this.nodes[earliest]?.dueNs ?? Infinity)) earliest = index
    }
    return earliest
  }

  private send(message: M): void {
    this.sent += 1
    const { loss, repeats } = this.weather
    const isCut = this.sides[message.from] !== this.sides[message.to] || this.isCut(message)
    if (isCut || (this.chance() < loss && !this.isSafe(message))) return
    this.fly(message)
    if (repeats > 0 && this.chance() < repeats) this.fly(message)
  }

  private fly(message: M): void {
    const { delayMinNs, delayMaxNs } = this.weather
    const atNs = this.nowNs + delayMinNs + Math.floor(this.chance() * (delayMaxNs - delayMinNs))
    let at = this.flying.length
    while (at > 0 && (this.flying[at - 1]?.atNs ?? 0) > atNs) at -= 1
    this.flying.splice(at, 0, { atNs, message })
  }

  private chance(): number {
    this.random.step()
    return uniform01(this.random.a, this.random.b)
  }
}
