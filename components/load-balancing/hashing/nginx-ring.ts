import { CRC32_START, crc32End, crc32Update } from "../../kit/hash/crc32.ts"
import { asciiBytes } from "../../kit/hash/text-bytes.ts"
import type { Point } from "./ring.ts"

/**
 * The points of one server on nginx's ring: each is the CRC-32 of host, a zero byte, port and the point before it in
 * four bytes, the lowest first. Source: nginx, ngx_http_upstream_hash_module.c, compatible with Cache::Memcached::Fast.
 */
export function nginxPoints(server: string, count: number, owner: number): readonly Point[] {
  const name = asciiBytes(server.replace(":", "\0"))
  const base = crc32Update(CRC32_START, name, name.length)
  const before = new Uint8Array(4)
  return Array.from({ length: count }, () => {
    const high = crc32End(crc32Update(base, before, 4))
    for (let byte = 0; byte < 4; byte++) before[byte] = high >>> (8 * byte)
    return { high, low: 0, owner }
  })
}
