import { Word64 } from "./word64.ts"
import { wordAt } from "./xxh32.ts"

/** XXH64's primes, as upper and lower words. Source: Y. Collet, xxHash specification 0.1.1. */
const prime1 = { high: 0x9e3779b1, low: 0x85ebca87 } as const
const prime2 = { high: 0xc2b2ae3d, low: 0x27d4eb4f } as const
const prime3 = { high: 0x165667b1, low: 0x9e3779f9 } as const
const prime4 = { high: 0x85ebca77, low: 0xc2b2ae63 } as const
const prime5 = { high: 0x27d4eb2f, low: 0x165667c5 } as const

/** XXH64, for many texts one after the other: it keeps the words it works with, so that a hash allocates nothing. */
export class Xxh64 {
  /** The hash of the latest `digest`. */
  readonly hash = new Word64()
  private readonly lanes = [new Word64(), new Word64(), new Word64(), new Word64()] as const
  private readonly round = new Word64()
  private readonly eight = new Word64()

  /** Hashes the first `length` bytes; the seed is a whole number below 2^31. */
  digest(bytes: Uint8Array, length: number, seed: number): Word64 {
    const { hash } = this
    let at = 0
    if (length >= 32) at = this.stripes(bytes, length, seed)
    else hash.set(0, seed).add(prime5.high, prime5.low)
    hash.add(0, length)
    for (; at + 8 <= length; at += 8) {
      const { high, low } = this.rounded(this.round.set(0, 0), bytes, at)
      multiply(hash.xor(high, low).rotate(27), prime1).add(prime4.high, prime4.low)
    }
    if (at + 4 <= length) {
      const { high, low } = multiply(this.round.set(0, wordAt(bytes, at)), prime1)
      multiply(hash.xor(high, low).rotate(23), prime2).add(prime3.high, prime3.low)
      at += 4
    }
    for (; at < length; at++) {
      const { high, low } = multiply(this.round.set(0, bytes[at] ?? 0), prime5)
      multiply(hash.xor(high, low).rotate(11), prime1)
    }
    multiply(hash.fold(33), prime2)
    multiply(hash.fold(29), prime3)
    return hash.fold(32)
  }

  /** The four lanes over all whole stripes of 32 bytes, joined in `hash`; the position after them. */
  private stripes(bytes: Uint8Array, length: number, seed: number): number {
    const [a, b, c, d] = this.lanes
    a.set(0, seed).add(prime1.high, prime1.low).add(prime2.high, prime2.low)
    b.set(0, seed).add(prime2.high, prime2.low)
    c.set(0, seed)
    // Adding the two's complement takes prime 1 away.
    d.set(0, seed).add(~prime1.high, ~prime1.low).add(0, 1)
    let at = 0
    for (; at + 32 <= length; at += 32) {
      for (let lane = 0; lane < 4; lane++) this.rounded(this.lanes[lane] ?? a, bytes, at + 8 * lane)
    }
    const { hash, round } = this
    hash.set(0, 0)
    this.join(a, 1)
    this.join(b, 7)
    this.join(c, 12)
    this.join(d, 18)
    for (const lane of this.lanes) {
      const { high, low } = multiply(multiply(round.set(lane.high, lane.low), prime2).rotate(31), prime1)
      multiply(hash.xor(high, low), prime1).add(prime4.high, prime4.low)
    }
    return at
  }

  private join(lane: Word64, bits: number): void {
    const { high, low } = this.round.set(lane.high, lane.low).rotate(bits)
    this.hash.add(high, low)
  }

  /** One round: eight bytes taken into a sum. */
  private rounded(sum: Word64, bytes: Uint8Array, at: number): Word64 {
    const { high, low } = multiply(this.eight.set(wordAt(bytes, at + 4), wordAt(bytes, at)), prime2)
    return multiply(sum.add(high, low).rotate(31), prime1)
  }
}

function multiply(word: Word64, by: { readonly high: number; readonly low: number }): Word64 {
  return word.multiply(by.high, by.low)
}
