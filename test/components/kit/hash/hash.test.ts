import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { CRC32_START, crc32, crc32End, crc32Update } from "../../../../components/kit/hash/crc32.ts"
import { asciiBytes, NUMBER_BYTES_MAX, writeNumber } from "../../../../components/kit/hash/text-bytes.ts"
import { Word64 } from "../../../../components/kit/hash/word64.ts"
import { xxh32 } from "../../../../components/kit/hash/xxh32.ts"
import { Xxh64 } from "../../../../components/kit/hash/xxh64.ts"

const hex = (word: number, digits = 8) => (word >>> 0).toString(16).padStart(digits, "0")
const text64 = ({ high, low }: { high: number; low: number }) => hex(high) + hex(low)
const big = ({ high, low }: { high: number; low: number }) => BigInt(`0x${text64({ high, low })}`)

describe("CRC-32", () => {
  // The check value of every catalogue of checksums, and two that zlib's crc32 gives.
  it.each([
    ["123456789", 0xcbf43926],
    ["", 0],
    ["user-1", 2116437524],
  ])("of %j is %d", (text, wanted) => {
    expect(crc32(asciiBytes(text))).toBe(wanted)
  })

  it("can be taken in pieces", () => {
    const whole = asciiBytes("123456789")
    const running = crc32Update(crc32Update(CRC32_START, whole.subarray(0, 4), 4), whole.subarray(4), 5)
    expect(crc32End(running)).toBe(0xcbf43926)
  })
})

describe("xxHash", () => {
  // Published: the xxHash sanity checks for the empty text, python-xxhash's README for the sentence.
  it.each([
    ["", "02cc5d05", "ef46db3751d8e999"],
    ["a", "550d7456", "d24ec4f1a98c6e5b"],
    ["abc", "32d153ff", "44bc2cf5ad770999"],
    ["Nobody inspects the spammish repetition", "e2293b2f", "fbcea83c8a378bf1"],
  ])("of %j is %s and %s", (text, wanted32, wanted64) => {
    expect(hex(xxh32(asciiBytes(text), text.length, 0))).toBe(wanted32)
    expect(text64(new Xxh64().digest(asciiBytes(text), text.length, 0))).toBe(wanted64)
  })

  // Envoy, test/common/common/hash_test.cc.
  it.each([
    ["foo", 3728699739546630719n],
    ["bar", 5234164152756840025n],
  ])("64 of %j is what Envoy's tests say", (text, wanted) => {
    expect(big(new Xxh64().digest(asciiBytes(text), text.length, 0))).toBe(wanted)
  })

  // By BigInt, straight from the specification: every length takes other branches, every seed other lanes.
  it("64 agrees with the specification at every length up to 80, under any seed", () => {
    const hash = new Xxh64()
    for (const seed of [0, 1, 2654435]) {
      for (let length = 0; length <= 80; length++) {
        const bytes = Uint8Array.from({ length }, (_, at) => (at * 151 + 7) & 255)
        expect(big(hash.digest(bytes, length, seed))).toBe(specified(bytes, BigInt(seed)))
      }
    }
  })
})

describe("numbers as text", () => {
  it("are what the language writes", () => {
    const bytes = new Uint8Array(NUMBER_BYTES_MAX)
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        const end = writeNumber(bytes, 0, value)
        expect(String.fromCharCode(...bytes.subarray(0, end))).toBe(String(value === 0 ? 0 : value))
      }),
    )
  })

  it.each([
    [0, "0"],
    [9, "9"],
    [10, "10"],
    [-3, "-3"],
    [12.9, "12"],
    [-0.5, "0"],
  ])("%d is %j", (value, wanted) => {
    const bytes = new Uint8Array(NUMBER_BYTES_MAX)
    expect(String.fromCharCode(...bytes.subarray(0, writeNumber(bytes, 0, value)))).toBe(wanted)
  })
})

describe("64-bit words", () => {
  const word = fc.record({ high: fc.nat(0xffffffff), low: fc.nat(0xffffffff) })
  const wrap = (value: bigint) => BigInt.asUintN(64, value)

  it("compute as BigInt does", () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 31 }), (a, b, bits) => {
        const start = () => new Word64().set(a.high, a.low)
        const [x, y, n] = [big(a), big(b), BigInt(bits)]
        expect(big(start().add(b.high, b.low))).toBe(wrap(x + y))
        expect(big(start().multiply(b.high, b.low))).toBe(wrap(x * y))
        expect(big(start().rotate(bits))).toBe(wrap((x << n) | (x >> (64n - n))))
        expect(big(start().fold(bits))).toBe(x ^ (x >> n))
        expect(big(start().fold(bits + 32))).toBe(x ^ (x >> (n + 32n)))
        expect(BigInt(start().remainder(65537))).toBe(x % 65537n)
      }),
    )
  })
})

function specified(bytes: Uint8Array, seed: bigint): bigint {
  const wrap = (value: bigint) => BigInt.asUintN(64, value)
  const rotate = (value: bigint, bits: bigint) => wrap((value << bits) | (value >> (64n - bits)))
  const [p1, p2, p3, p4, p5] = [
    11400714785074694791n,
    14029467366897019727n,
    1609587929392839161n,
    9650029242287828579n,
    2870177450012600261n,
  ] as const
  const read = (at: number, count: number) => {
    let value = 0n
    for (let byte = count - 1; byte >= 0; byte--) value = (value << 8n) | BigInt(bytes[at + byte] ?? 0)
    return value
  }
  const round = (sum: bigint, lane: bigint) => wrap(rotate(wrap(sum + lane * p2), 31n) * p1)
  let at = 0
  let hash = wrap(seed + p5)
  if (bytes.length >= 32) {
    const sums = [wrap(seed + p1 + p2), wrap(seed + p2), seed, wrap(seed - p1)]
    for (; at + 32 <= bytes.length; at += 32) {
      for (const [i, sum] of sums.entries()) sums[i] = round(sum, read(at + 8 * i, 8))
    }
    hash = sums.reduce((sum, lane, i) => wrap(sum + rotate(lane, [1n, 7n, 12n, 18n][i] ?? 0n)), 0n)
    for (const lane of sums) hash = wrap((hash ^ round(0n, lane)) * p1 + p4)
  }
  hash = wrap(hash + BigInt(bytes.length))
  for (; at + 8 <= bytes.length; at += 8) hash = wrap(rotate(hash ^ round(0n, read(at, 8)), 27n) * p1 + p4)
  if (at + 4 <= bytes.length) {
    hash = wrap(rotate(hash ^ wrap(read(at, 4) * p1), 23n) * p2 + p3)
    at += 4
  }
  for (; at < bytes.length; at++) hash = wrap(rotate(hash ^ wrap(read(at, 1) * p5), 11n) * p1)
  hash = wrap((hash ^ (hash >> 33n)) * p2)
  hash = wrap((hash ^ (hash >> 29n)) * p3)
  return hash ^ (hash >> 32n)
}
