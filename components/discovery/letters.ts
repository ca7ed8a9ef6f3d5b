import { capture, type Plain, reinstate } from "../../engine/index.ts"
import type { RaftMessage, SwimMessage } from "../consensus/index.ts"

/** What an agent asks of a server, or one server of another in an agent's name. */
export type Question = {
  readonly kind: "question"
  /** Actor of the replica that it is about; -1 where it is about a list. */
  readonly host: number
  /** Of a report: whether the host can be called. */
  readonly passing: boolean
  /** Whose replicas are asked for; empty for those of all components. */
  readonly service: string
  /** The change that the one who asks knows already: 0 for none. A watch is answered by a later one. */
  readonly index: number
}

/** The replicas that can be called, as one server knew them when it answered. */
export type Answer = {
  readonly kind: "answer"
  readonly index: number
  /** Their actors. */
  readonly hosts: readonly number[]
  /** How long it may be kept; 0 where that is for the asker to say. */
  readonly ttlNs: number
}

/** Changes on their way from one server to its peers: verb, subject and value in turn. */
export type Batch = { readonly kind: "batch"; readonly changes: readonly number[] }

/** All that a server knows, for one that has just come up. */
export type Copy = { readonly kind: "copy"; readonly entries: readonly number[] }

export type RaftLetter = { readonly kind: "raft"; readonly message: RaftMessage }

export type GossipLetter = { readonly kind: "gossip"; readonly message: SwimMessage }

export type Letter = Question | Answer | Batch | Copy | RaftLetter | GossipLetter

/** A letter that has been under way for longer is lost (chosen: more than any network takes). */
const KEPT_NS = 30e9

/**
 * What an actor has written to others and may still be under way. A call carries the number of its letter in its KEY,
 * and so does an answer: who gets it reads what was true when it was sent, whatever has become of the sender since. A
 * letter is kept for a while after it was last sent; one that comes even later is lost, as on a closed connection.
 */
export class Letters {
  private kept = new Map<number, { readonly letter: Letter; readonly untilNs: number }>()
  private next = 1

  /** Keeps a letter that is sent now, and gives its number. */
  post(nowNs: number, letter: Letter): number {
    this.discard(nowNs)
    const number = this.next++
    this.kept.set(number, { letter, untilNs: nowNs + KEPT_NS })
    return number
  }

  /** The letter `number` is sent once more, if it is still there; else `letter` under a new number. */
  postAgain(nowNs: number, number: number, letter: Letter): number {
    const before = this.kept.get(number)
    if (before === undefined) return this.post(nowNs, letter)
    this.kept.delete(number)
    this.kept.set(number, { letter: before.letter, untilNs: nowNs + KEPT_NS })
    return number
  }

  read(number: number): Letter | undefined {
    return this.kept.get(number)?.letter
  }

  snapshot(): Plain {
    return capture(this, ["kept", "next"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["kept", "next"], saved)
  }

  /** Letters are in the order in which they were last sent, which a Map keeps. */
  private discard(nowNs: number): void {
    for (const [number, { untilNs }] of this.kept) {
      if (untilNs > nowNs) return
      this.kept.delete(number)
    }
  }
}
