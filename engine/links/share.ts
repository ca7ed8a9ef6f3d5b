import { createKeyed, type KeyedStream } from "../chance/keyed.ts"
import { uniform01 } from "../chance/words.ts"
import type { LinkIdentity } from "./options.ts"

/** Decides which messages an effect hits: a share of them, by the luck of each message. */
export class Share {
  /** In [0, 1]. */
  value = 0
  private readonly stream: KeyedStream

  constructor({ seed, name }: LinkIdentity, purpose: string) {
    this.stream = createKeyed(seed, name, purpose)
  }

  /** No luck is asked for while the share is 0. */
  hits(root: number, visit: number): boolean {
    if (this.value === 0) return false
    this.stream.at(root, visit)
    return uniform01(this.stream.a, this.stream.b) < this.value
  }
}

/** The share hit by at least one of two causes that know nothing of each other. */
export function eitherShare(first: number, second: number): number {
  return first + second - first * second
}
