import { expect } from "vitest"
import {
  type RaftCommitted,
  type RaftMessage,
  RaftNode,
  type RaftRead,
  type RaftTiming,
} from "../../../../components/consensus/index.ts"
import { NS_PER_MS, type Plain } from "../../../../engine/index.ts"
import { Network, streamOf, type Weather } from "./network.ts"

export const LAN: Weather = { delayMinNs: 1 * NS_PER_MS, delayMaxNs: 5 * NS_PER_MS, loss: 0, repeats: 0 }

type Entry = { readonly term: number; readonly command: Plain }
type Log = { readonly baseIndex: number; readonly entries: readonly Entry[] }

/** A Raft group on a network, with a state machine a member (the list of what was applied), watched at every step. */
export class RaftWorld {
  readonly network: Network<RaftMessage, RaftNode>
  /** What each member's state machine holds. */
  readonly applied: (readonly [index: number, command: Plain])[][]
  /** What was committed at each index, wherever it was seen first. */
  readonly chosen = new Map<number, Plain>()
  readonly reads: RaftRead[] = []
  readonly leaders = new Map<number, number>()
  private chosenMax = 0
  /** By member and id: the greatest index committed anywhere when the read was asked for. */
  private readonly asked = new Map<string, number>()

  constructor(count: number, timing: RaftTiming, seed: string, weather: Weather = LAN) {
    const nodes = Array.from({ length: count }, (_, index) => {
      return new RaftNode(index, count, timing, streamOf(seed, `member ${index}`))
    })
    this.applied = nodes.map(() => [])
    this.network = new Network(nodes, weather, streamOf(seed, "network"))
    this.network.watch = (index) => this.look(index)
  }

  get nodes(): readonly RaftNode[] {
    return this.network.nodes
  }

  node(index: number): RaftNode {
    const node = this.nodes[index]
    if (node === undefined) throw new RangeError(`there is no member ${index}`)
    return node
  }

  run(durationNs: number): void {
    this.network.runUntil(this.network.nowNs + durationNs)
  }

  /** The leader of the latest term among the members that are up; -1 where none. */
  leader(): number {
    const latest = Math.max(...this.nodes.map(({ isUp, role, term }) => (isUp && role === "leader" ? term : -1)))
    return this.nodes.findIndex(({ isUp, role, term }) => isUp && role === "leader" && term === latest)
  }

  propose(index: number): number {
    const { nowNs } = this.network
    return this.network.act(index, (node) => node.propose(nowNs, { by: index, atNs: nowNs }))
  }

  read(index: number): number {
    // Noted first: a lone member confirms at once.
    const known = this.chosenMax
    const id = this.network.act(index, (node) => {
      const given = node.confirmRead(this.network.nowNs)
      this.asked.set(`${index}:${given}`, known)
      return given
    })
    return id
  }

  crash(index: number): void {
    this.network.act(index, (node) => node.crash())
  }

  restart(index: number): void {
    if (!this.node(index).isUp) this.network.act(index, (node) => node.restart(this.network.nowNs))
  }

  compact(index: number): void {
    const applied = this.applied[index] ?? []
    const last = applied.at(-1)
    if (last !== undefined && this.node(index).isUp) {
      this.network.act(index, (node) => node.compact(last[0], [...applied]))
    }
  }

  log(index: number): Log {
    return Object(this.node(index).snapshot()).log
  }

  /** Two logs that agree on the term at an index agree on everything before it (Log Matching). */
  expectLogsMatch(): void {
    for (const left of this.nodes.keys()) for (const right of this.nodes.keys()) this.expectMatch(left, right)
  }

  private expectMatch(left: number, right: number): void {
    const one = this.log(left)
    const other = this.log(right)
    const first = Math.max(one.baseIndex, other.baseIndex) + 1
    let agree = false
    for (let index = Math.min(end(one), end(other)); index >= first; index--) {
      const mine = entryAt(one, index)
      const theirs = entryAt(other, index)
      if (mine?.term === theirs?.term) agree = true
      if (agree) expect(mine, `index ${index} of ${left} and ${right}`).toEqual(theirs)
    }
  }

  private look(index: number): void {
    const node = this.node(index)
    for (const one of node.takeCommitted()) this.apply(index, one)
    for (const read of node.takeReadsDone()) this.endRead(index, read)
    if (node.role !== "leader" || this.leaders.get(node.term) === index) return
    expect(this.leaders.get(node.term), `two leaders in term ${node.term}`).toBeUndefined()
    this.leaders.set(node.term, index)
    this.expectComplete(index)
  }

  /** A new leader's log holds all that was ever committed (Leader Completeness). */
  private expectComplete(index: number): void {
    const log = this.log(index)
    for (const [at, command] of this.chosen) {
      if (at > log.baseIndex) expect(entryAt(log, at)?.command, `leader ${index} lacks ${at}`).toEqual(command)
    }
  }

  private apply(index: number, one: RaftCommitted): void {
    if (one.kind === "state") {
      const state: (readonly [number, Plain])[] = one.state === null ? [] : Object(one.state)
      this.applied[index] = [...state]
      for (const [at, command] of state) expect(command).toEqual(this.chosen.get(at))
      return
    }
    const known = this.chosen.get(one.index)
    if (known === undefined) this.chosen.set(one.index, one.command)
    else if (known !== one.command) expect(one.command, `index ${one.index} of ${index}`).toEqual(known)
    this.chosenMax = Math.max(this.chosenMax, one.index)
    expect(one.index).toBeGreaterThan(this.applied[index]?.at(-1)?.[0] ?? 0)
    this.applied[index]?.push([one.index, one.command])
  }

  private endRead(index: number, read: RaftRead): void {
    this.reads.push(read)
    const known = this.asked.get(`${index}:${read.id}`) ?? 0
    if (read.isConfirmed) expect(read.index, "a confirmed read misses a commit").toBeGreaterThanOrEqual(known)
  }
}

function end(log: Log): number {
  return log.baseIndex + log.entries.length
}

function entryAt(log: Log, index: number): Entry | undefined {
  return log.entries[index - log.baseIndex - 1]
}
