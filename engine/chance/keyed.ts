import { hashPair, hashText, mix32 } from "./hash.ts"
import type { SeedWords } from "./seed.ts"

/**
 * Random words addressed by (root request, visit) instead of by position: the same request gets the
 * same luck whatever happens around it. It has no position, so it needs no snapshot.
 */
export class KeyedStream {
  /** The int32 words of the latest `at`. */
  a = 0
  b = 0
  private readonly k0: number
  private readonly k1: number

  constructor(k0: number, k1: number) {
    this.k0 = k0 | 0
    this.k1 = k1 | 0
  }

  /**
   * Sets `a` and `b` to a hash of both keys, `root` and `visit` (each taken modulo 2^32): four alternating
   * rounds of fmix32, a bijection of (root, visit), with the keys added twice so that no two keyed streams
   * are shifted copies of one another.
   */
  at(root: number, visit: number): void {
    const x = mix32(root ^ this.k0)
    const y = mix32(visit ^ this.k1 ^ x)
    const a = mix32((x + y) ^ this.k1)
    this.a = a
    this.b = mix32((y + this.k0) ^ a)
  }
}

/** The keyed stream that (seed, stable name, purpose) identifies; nothing else influences it. */
export function createKeyed(seed: SeedWords, name: string, purpose: string): KeyedStream {
  const k0 = hashPair(hashText(name, seed.a), hashText(purpose, seed.b))
  const k1 = hashPair(hashText(name, seed.c), hashText(purpose, seed.d))
  return new KeyedStream(k0, k1)
}
