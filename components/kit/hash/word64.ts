/**
 * A 64-bit word as two halves, for hashes that are defined on such words: BigInt would allocate on every step.
 * Operations change the word in place, modulo 2^64; halves are int32, so compare and print them with `>>> 0`.
 */
export class Word64 {
  high = 0
  low = 0

  set(high: number, low: number): this {
    this.high = high | 0
    this.low = low | 0
    return this
  }

  add(high: number, low: number): this {
    const sum = (this.low >>> 0) + (low >>> 0)
    this.high = (this.high + high + (sum >= 4294967296 ? 1 : 0)) | 0
    this.low = sum | 0
    return this
  }

  xor(high: number, low: number): this {
    this.high ^= high
    this.low ^= low
    return this
  }

  multiply(high: number, low: number): this {
    this.high = (Math.imul(this.high, low) + Math.imul(this.low, high) + upperWord(this.low, low)) | 0
    this.low = Math.imul(this.low, low)
    return this
  }

  /** To the left, by 1 to 31 bits. */
  rotate(bits: number): this {
    const { high, low } = this
    this.high = (high << bits) | (low >>> (32 - bits))
    this.low = (low << bits) | (high >>> (32 - bits))
    return this
  }

  /** Xors in the word itself shifted right by 1 to 63 bits. */
  fold(bits: number): this {
    const { high, low } = this
    if (bits >= 32) return this.xor(0, high >>> (bits - 32))
    return this.xor(high >>> bits, (low >>> bits) | (high << (32 - bits)))
  }

  /** The remainder of a division by up to 2^21, taking the word as not negative. */
  remainder(divisor: number): number {
    return (((this.high >>> 0) % divisor) * (4294967296 % divisor) + ((this.low >>> 0) % divisor)) % divisor
  }
}

/** The upper 32 bits of the product of two words, both taken as not negative. */
function upperWord(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const middle = aHigh * bLow + Math.floor((aLow * bLow) / 65536)
  const cross = aLow * bHigh + (middle % 65536)
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(cross / 65536)) | 0
}
