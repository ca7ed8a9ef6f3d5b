import { copyPlain, type Plain } from "../../../engine/index.ts"
import type { KeyedLimiter } from "./keyed-limiter.ts"
import { REJECT } from "./limiter.ts"

/** What a component asks, whoever counts. */
export type Limiting = Pick<KeyedLimiter, "decide" | "retryAfterNs" | "clear" | "inside" | "snapshot" | "restore">

/** One replica's own counts between two exchanges. */
interface Node {
  readonly limiter: KeyedLimiter
  /** What it let through since its latest exchange, by key. */
  readonly pending: Map<number, number>
  /** Keys of which others have told since then. */
  readonly news: Set<number>
}

/**
 * A limiter in which the replicas of a component count together. Without `everyNs` each request is counted in common;
 * with it each replica decides by what it knows, and exchanges counts with the others so often, one replica after the
 * other. Exchanges are caught up with before the next decision, at their own times: they need no timer.
 */
export class SharedLimiter {
  private readonly common: KeyedLimiter
  private readonly nodes: readonly Node[]
  private readonly everyNs: number | undefined
  /** Number of the next exchange; the replicas take turns. */
  private turn = 0

  constructor(make: () => KeyedLimiter, replicas: number, everyNs?: number) {
    this.common = make()
    this.everyNs = everyNs
    this.nodes =
      everyNs === undefined
        ? []
        : Array.from({ length: replicas }, () => ({ limiter: make(), pending: new Map(), news: new Set() }))
  }

  /** The limiter as a replica asks it. The first replica's snapshot is that of all. */
  of(replica: number): Limiting {
    const node = this.nodes[replica]
    return {
      decide: (nowNs, key, cost) => {
        if (node === undefined) return this.common.decide(nowNs, key, cost)
        this.catchUp(nowNs)
        const answer = node.limiter.decide(nowNs, key, cost)
        if (answer !== REJECT) node.pending.set(key, (node.pending.get(key) ?? 0) + cost)
        return answer
      },
      retryAfterNs: (nowNs, key, cost) => (node?.limiter ?? this.common).retryAfterNs(nowNs, key, cost),
      clear: () => {
        node?.limiter.clear()
        node?.pending.clear()
      },
      inside: (view, title) => (node?.limiter ?? this.common).inside(view, title),
      snapshot: () => (replica === 0 ? this.snapshot() : null),
      restore: (saved) => {
        if (replica === 0) this.restore(saved)
      },
    }
  }

  private snapshot(): Plain {
    const nodes = this.nodes.map(({ limiter, pending, news }) => {
      return { limiter: limiter.snapshot(), pending: copyPlain(pending, "pending counts"), news: [...news] }
    })
    return { common: this.common.snapshot(), turn: this.turn, nodes }
  }

  private restore(saved: Plain): void {
    const from = Object(saved)
    this.common.restore(from.common)
    this.turn = from.turn
    this.nodes.forEach(({ limiter, pending, news }, index) => {
      const its = Object(from.nodes[index])
      limiter.restore(its.limiter)
      pending.clear()
      news.clear()
      for (const [key, count] of its.pending) pending.set(key, count)
      for (const key of its.news) news.add(key)
    })
  }

  /** Makes the exchanges that were due until now. After two rounds without a request in between nothing is new. */
  private catchUp(nowNs: number): void {
    const count = this.nodes.length
    let made = 0
    while (this.timeOf(this.turn) <= nowNs) {
      if (made++ < 2 * count) this.exchange()
      else this.turn = Math.max(this.turn, this.dueBy(nowNs) - 1)
      this.turn++
    }
  }

  private timeOf(turn: number): number {
    return Math.floor(((turn + 1) * (this.everyNs ?? 0)) / this.nodes.length)
  }

  /** About how many exchanges were due by then, never more. */
  private dueBy(nowNs: number): number {
    return Math.floor((nowNs * this.nodes.length) / (this.everyNs ?? 1)) - 1
  }

  /** One replica tells what it let through, and learns what is known in common. */
  private exchange(): void {
    const node = this.nodes[this.turn % this.nodes.length]
    if (node === undefined) return
    const atNs = this.timeOf(this.turn)
    for (const [key, cost] of node.pending) {
      this.common.absorb(atNs, key, cost)
      for (const each of this.nodes) each.news.add(key)
    }
    node.pending.clear()
    for (const key of node.news) node.limiter.copyKey(key, this.common)
    node.news.clear()
  }
}
