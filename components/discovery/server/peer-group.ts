import {
  assert,
  capture,
  ERROR,
  type Frame,
  KEY,
  OK,
  type Plain,
  type Port,
  reinstate,
  TAG,
} from "../../../engine/index.ts"
import { COPY, DEREGISTER, RENEW, REPLICATE, REPORT } from "../operations.ts"
import { type Change, ENTER, LEAVE, MARK, RENEW as RENEWED } from "../table.ts"
import type { Desk } from "./desk.ts"
import type { Asked, Replication } from "./parts.ts"
import { TIMER_SPREAD } from "./timers.ts"

export interface PeerParams {
  readonly batch: number
  readonly retry: number
  readonly giveUp: number
}

/** How long a server waits for a peer (Eureka: 1 s to connect, 5 s in all; chosen: 1 s). */
const PEER_TIMEOUT_NS = 1e9

/** Numbers of a change in a batch. */
const STRIDE = 3

/** Changes for one peer: those under way, since when, and those that come after them. */
type Post = { sent: readonly number[]; sinceNs: number; waiting: number[]; isWaiting: boolean }

/** Servers that take every change and tell each other afterwards. */
export class PeerGroup implements Replication {
  readonly leads = true
  private posts: Post[]
  /** Peers asked for all they know, since this server has come up; -1 once one has answered. */
  private copying = -1
  private readonly params: PeerParams
  private readonly desk: Desk
  /** By replica; none to itself. */
  private readonly ports: readonly (Port | undefined)[]

  constructor(params: PeerParams, desk: Desk) {
    this.params = params
    this.desk = desk
    this.ports = Array.from({ length: desk.replicas }, (_, replica) =>
      replica === desk.replica ? undefined : desk.peerPort(replica, PEER_TIMEOUT_NS),
    )
    this.posts = this.ports.map(emptyPost)
  }

  start(isFirst: boolean): void {
    const { leases, table, sim, directory } = this.desk
    if (isFirst) {
      leases.takeOver(sim.nowNs, table.hosts())
      for (const [actor, { heardNs }] of directory.hosts) leases.heardOf(actor, heardNs)
    }
    if (isFirst || this.desk.replicas === 1) return
    this.copying = 0
    this.askForCopy()
  }

  change(_frame: Frame, { operation, question }: Asked): number {
    assert(question !== undefined, "peers keep no keys")
    const { table } = this.desk
    const { host, passing } = question
    const isThere = table.has(host)
    if (operation === RENEW) {
      if (!isThere) return ERROR
      this.tell({ verb: RENEWED, subject: host, value: 1 })
    } else if (operation === DEREGISTER) {
      if (isThere) this.tell({ verb: LEAVE, subject: host, value: 0 })
    } else if (operation !== REPORT || !isThere || table.isReported(host) !== passing)
      this.tell({ verb: ENTER, subject: host, value: passing ? 1 : 0 })
    return OK
  }

  passOn(): number {
    assert(false, "every peer answers itself")
  }

  get(): number {
    assert(false, "peers keep no keys")
  }

  /** Each server drops whom it has not heard of, and tells nobody. */
  expire(hosts: readonly number[]): void {
    for (const host of hosts) this.make({ verb: LEAVE, subject: host, value: 0 })
  }

  /** Each server sees for itself. */
  mark(host: number, isAlive: boolean): void {
    const { table } = this.desk
    if (table.has(host) && table.isDead(host) === isAlive)
      this.desk.make({ verb: MARK, subject: host, value: isAlive ? 1 : 0 }, table.index + 1)
  }

  onMessage(frame: Frame, operation: string): number {
    const { sim, directory, letters, table } = this.desk
    if (operation === COPY) {
      const number = letters.post(sim.nowNs, { kind: "copy", entries: table.copy() })
      sim.frames.setDouble(frame, KEY, number)
      return OK
    }
    const letter = directory.asked(sim.frames, frame)
    if (letter?.kind === "batch") this.takeIn(letter.changes)
    return OK
  }

  onReply(frame: Frame): void {
    const { sim, directory } = this.desk
    const outcome = sim.frames.outcome(frame)
    if (this.copying >= 0 && sim.frames.operation(frame) === this.desk.numberOf(COPY)) {
      const letter = outcome === OK ? directory.answered(sim.frames, frame) : undefined
      if (letter?.kind === "copy") this.fillFrom(letter.entries)
      else this.askForCopy()
      return
    }
    const replica = sim.frames.int(frame, TAG)
    const post = this.posts[replica]
    if (post === undefined) return
    const isOver = outcome === OK || sim.nowNs >= post.sinceNs + this.params.giveUp
    if (isOver) post.sent = []
    if (isOver && post.waiting.length === 0) return
    this.later(replica, post, isOver ? this.params.batch : this.params.retry)
  }

  onTimer(replica: number): void {
    const post = this.posts[replica]
    if (post === undefined) return
    const { sim } = this.desk
    post.isWaiting = false
    if (post.sent.length === 0) {
      post.sent = post.waiting
      post.sinceNs = sim.nowNs
      post.waiting = []
    }
    this.send(replica, REPLICATE, post.sent)
  }

  crash(): void {
    this.posts = this.ports.map(emptyPost)
    this.copying = -1
  }

  snapshot(): Plain {
    return capture(this, ["posts", "copying"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["posts", "copying"], saved)
  }

  /** Makes a change here and, some time later, at all others. */
  private tell(change: Change): void {
    this.make(change)
    for (const [replica, post] of this.posts.entries()) {
      if (replica === this.desk.replica) continue
      post.waiting.push(change.verb, change.subject, change.value)
      if (post.sent.length === 0) this.later(replica, post, this.params.batch)
    }
  }

  private make(change: Change): void {
    const { table, leases, sim } = this.desk
    const { verb, subject } = change
    const wasThere = table.has(subject)
    if (verb === RENEWED && wasThere) {
      leases.renewed(sim.nowNs, subject)
      return
    }
    // A renewal of somebody unknown is refused, and the peer then enters whom it was about.
    const made = verb === RENEWED ? { ...change, verb: ENTER } : change
    this.desk.make(made, table.index + 1)
    if (made.verb === ENTER) leases.granted(sim.nowNs, subject, wasThere)
    else if (wasThere) leases.left(subject)
  }

  private takeIn(changes: readonly number[]): void {
    for (let at = 0; at < changes.length; at += STRIDE) {
      const [verb = 0, subject = 0, value = 0] = changes.slice(at, at + STRIDE)
      this.make({ verb, subject, value })
    }
  }

  private later(replica: number, post: Post, delayNs: number): void {
    if (post.isWaiting) return
    post.isWaiting = true
    this.desk.after(delayNs, TIMER_SPREAD, replica)
  }

  private send(replica: number, operation: string, changes: readonly number[]): void {
    const { sim, letters } = this.desk
    const port = this.ports[replica]
    assert(port !== undefined, "a server sends nothing to itself")
    const frame = this.desk.open(port, operation)
    sim.frames.setInt(frame, TAG, replica)
    sim.frames.setDouble(frame, KEY, letters.post(sim.nowNs, { kind: "batch", changes }))
    port.send(frame)
  }

  /** Asks the next peer; where none has answered, it begins with nothing. */
  private askForCopy(): void {
    if (this.copying === this.desk.replica) this.copying++
    const replica = this.copying++
    if (replica < this.desk.replicas) this.send(replica, COPY, [])
    else this.copying = -1
  }

  private fillFrom(entries: readonly number[]): void {
    this.copying = -1
    const { table } = this.desk
    for (let at = 0; at < entries.length; at += 2) {
      const [subject = 0, value = 0] = entries.slice(at, at + 2)
      if (!table.has(subject)) this.make({ verb: ENTER, subject, value })
    }
  }
}

function emptyPost(): Post {
  return { sent: [], sinceNs: 0, waiting: [], isWaiting: false }
}
