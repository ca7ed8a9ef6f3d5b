const prime1 = 0x9e3779b1
const prime2 = 0x85ebca77
const prime3 = 0xc2b2ae3d
const prime4 = 0x27d4eb2f
const prime5 = 0x165667b1

/** XXH32 of the first `length` bytes, 0 to 2^32 - 1. Source: Y. Collet, xxHash specification 0.1.1. */
export function xxh32(bytes: Uint8Array, length: number, seed: number): number {
  let at = 0
  let hash = (seed + prime5) | 0
  if (length >= 16) {
    let a = (seed + prime1 + prime2) | 0
    let b = (seed + prime2) | 0
    let c = seed | 0
    let d = (seed - prime1) | 0
    for (; at + 16 <= length; at += 16) {
      a = round(a, wordAt(bytes, at))
      b = round(b, wordAt(bytes, at + 4))
      c = round(c, wordAt(bytes, at + 8))
      d = round(d, wordAt(bytes, at + 12))
    }
    hash = (rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)) | 0
  }
  hash = (hash + length) | 0
  for (; at + 4 <= length; at += 4) {
    hash = Math.imul(rotate((hash + Math.imul(wordAt(bytes, at), prime3)) | 0, 17), prime4)
  }
  for (; at < length; at++) hash = Math.imul(rotate((hash + Math.imul(bytes[at] ?? 0, prime5)) | 0, 11), prime1)
  hash = Math.imul(hash ^ (hash >>> 15), prime2)
  hash = Math.imul(hash ^ (hash >>> 13), prime3)
  return (hash ^ (hash >>> 16)) >>> 0
}

function round(sum: number, word: number): number {
  return Math.imul(rotate((sum + Math.imul(word, prime2)) | 0, 13), prime1)
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

/** Four bytes, the lowest first. */
export function wordAt(bytes: Uint8Array, at: number): number {
  const upper = ((bytes[at + 3] ?? 0) << 24) | ((bytes[at + 2] ?? 0) << 16)
  return upper | ((bytes[at + 1] ?? 0) << 8) | (bytes[at] ?? 0)
}
