/** A whole number below 2^53 takes at most so many bytes. */
const VARINT_BYTES_MAX = 8
const TWO_TO_31 = 2_147_483_648

/** Writes whole numbers, the low seven bits first, a set high bit meaning "more follows". */
export class VarintWriter {
  private bytes = new Uint8Array(65_536)
  private at = 0

  /** Makes room for `count` numbers; to be called before they are written. */
  reserve(count: number): void {
    const needed = this.at + count * VARINT_BYTES_MAX
    if (needed <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2))
    grown.set(this.bytes.subarray(0, this.at))
    this.bytes = grown
  }

  /** 0 to 2^53 - 1. */
  unsigned(value: number): void {
    let rest = value
    while (rest >= TWO_TO_31) {
      this.bytes[this.at++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    while (rest > 127) {
      this.bytes[this.at++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.bytes[this.at++] = rest
  }

  /** Between -2^52 and 2^52: small magnitudes are short. */
  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value)
  }

  /** What was written. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.at)
  }
}

/** Reads what VarintWriter wrote. Throws a RangeError where the bytes are not that. */
export class VarintReader {
  private readonly bytes: Uint8Array
  private at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  unsigned(): number {
    let value = 0
    let scale = 1
    for (let length = 1; length <= VARINT_BYTES_MAX; length++) {
      if (this.at === this.bytes.length) throw new RangeError("the record is cut short")
      const byte = this.bytes[this.at++]
      value += (byte & 127) * scale
      if (byte < 128) return value
      scale *= 128
    }
    throw new RangeError("the record holds a number that is too long")
  }

  signed(): number {
    const value = this.unsigned()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /** Throws when something is left. */
  end(): void {
    if (this.at !== this.bytes.length) throw new RangeError("the record goes on after its end")
  }
}
