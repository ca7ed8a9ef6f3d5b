import type { Backends } from "../../kit/balancing/backends.ts"
import { CRC32_START, crc32End, crc32Update } from "../../kit/hash/crc32.ts"
import { writeNumber } from "../../kit/hash/text-bytes.ts"
import { atWeight } from "./ip-hash.ts"

/** Tries before nginx falls back to round robin. */
const triesMax = 20

/**
 * The backend of a key: 15 bits of its CRC-32 modulo the weight of all; while that backend is down, those of the try's
 * number and the key are added; -1 after 20 tries. `scratch` is room for that number.
 * Source: nginx, ngx_http_upstream_hash_module.c, compatible with Cache::Memcached.
 */
export function pickByModulo(backends: Backends, bytes: Uint8Array, end: number, scratch: Uint8Array): number {
  let sum = 0
  for (let tried = 0; tried <= triesMax; tried++) {
    let running = CRC32_START
    if (tried > 0) running = crc32Update(running, scratch, writeNumber(scratch, 0, tried))
    sum += (crc32End(crc32Update(running, bytes, end)) >>> 16) & 0x7fff
    const index = atWeight(backends, sum)
    if (backends.isUp(index)) return index
  }
  return -1
}
