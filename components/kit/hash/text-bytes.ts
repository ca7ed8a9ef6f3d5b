/** The bytes of an ASCII text, such as an address. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
}

/** Room for any whole number as text: a sign and 16 digits. */
export const NUMBER_BYTES_MAX = 17

const zero = 48
const minus = 45

/**
 * Writes a whole number in decimal digits from `start` on, as hashing balancers see a key: 42 is the text `42`.
 * What follows the decimal point is left off. The position after the last digit is the answer.
 */
export function writeNumber(bytes: Uint8Array, start: number, value: number): number {
  let rest = Math.trunc(Math.abs(value))
  let first = start
  if (value <= -1) bytes[first++] = minus
  let end = first
  for (let more = rest; more >= 10; more = Math.floor(more / 10)) end++
  for (let at = end; at >= first; at--) {
    const next = Math.floor(rest / 10)
    bytes[at] = zero + (rest - next * 10)
    rest = next
  }
  return end + 1
}
