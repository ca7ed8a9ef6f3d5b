import { type SwimEvent, type SwimMessage, SwimNode, type SwimTiming } from "../../../../components/consensus/index.ts"
import { Network, streamOf, type Weather } from "./network.ts"

/** A group that watches itself, on a network that loses packets but not lists, and all that its members thought. */
export class SwimWorld {
  readonly network: Network<SwimMessage, SwimNode>
  readonly events: { readonly by: number; readonly event: SwimEvent }[] = []

  constructor(count: number, timing: SwimTiming, seed: string, weather: Weather) {
    const nodes = Array.from({ length: count }, (_, index) => {
      return new SwimNode(index, count, timing, streamOf(seed, `member ${index}`))
    })
    this.network = new Network(nodes, weather, streamOf(seed, "network"))
    this.network.isSafe = ({ kind }) => kind === "push-pull"
    this.network.watch = (by) => {
      for (const event of this.node(by).takeEvents()) this.events.push({ by, event })
    }
  }

  get nodes(): readonly SwimNode[] {
    return this.network.nodes
  }

  node(index: number): SwimNode {
    const node = this.nodes[index]
    if (node === undefined) throw new RangeError(`there is no member ${index}`)
    return node
  }

  /** What one thought of another, in order. */
  eventsOf(by: number, member: number): readonly SwimEvent["kind"][] {
    return this.events.filter((one) => one.by === by && one.event.member === member).map(({ event }) => event.kind)
  }

  run(durationNs: number): void {
    this.network.runUntil(this.network.nowNs + durationNs)
  }

  crash(index: number): void {
    this.network.act(index, (node) => node.crash())
  }

  restart(index: number): void {
    this.network.act(index, (node) => node.restart(this.network.nowNs))
  }

  leave(index: number): void {
    this.network.act(index, (node) => node.leave(this.network.nowNs))
  }
}
