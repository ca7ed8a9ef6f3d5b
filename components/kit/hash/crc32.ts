/** The polynomial of zip, Ethernet and nginx (ITU-T V.42), bits reversed. */
const polynomial = 0xedb88320

const byteSteps: Int32Array = Int32Array.from({ length: 256 }, (_, byte) => {
  let word = byte
  for (let bit = 0; bit < 8; bit++) word = (word & 1) === 1 ? (word >>> 1) ^ polynomial : word >>> 1
  return word
})

/** What a checksum starts from, before its first byte. */
export const CRC32_START = -1

/** The running checksum after so many more bytes. Begin with CRC32_START, end with `crc32End`. */
export function crc32Update(running: number, bytes: Uint8Array, length: number): number {
  let word = running
  for (let at = 0; at < length; at++) word = (word >>> 8) ^ (byteSteps[(word ^ (bytes[at] ?? 0)) & 255] ?? 0)
  return word
}

/** The checksum of the bytes so far, 0 to 2^32 - 1. */
export function crc32End(running: number): number {
  return ~running >>> 0
}

/** CRC-32 of the first `length` bytes, 0 to 2^32 - 1. */
export function crc32(bytes: Uint8Array, length: number = bytes.length): number {
  return crc32End(crc32Update(CRC32_START, bytes, length))
}
