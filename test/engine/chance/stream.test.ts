import { describe, expect, test } from "vitest"
import { seedWords } from "../../../engine/chance/seed.ts"
import { createStream, Stream } from "../../../engine/chance/stream.ts"
import { uniform01 } from "../../../engine/chance/words.ts"
import { correlationScore, uniformityScore } from "./statistics.ts"

const seed = seedWords("42")

/** PractRand's sfc32 in arbitrary precision. */
function* referenceSfc32(a: bigint, b: bigint, c: bigint, counter: bigint): Generator<number> {
  const mask = 0xffffffffn
  for (;;) {
    const output = (a + b + counter) & mask
    counter = (counter + 1n) & mask
    a = b ^ (b >> 9n)
    b = (c + (c << 3n)) & mask
    c = ((((c << 21n) | (c >> 11n)) & mask) + output) & mask
    yield Number(output) | 0
  }
}

test("a step is two rounds of sfc32", () => {
  const stream = new Stream(0x12345678, -5, 77, 0xfffffffe)
  const reference = referenceSfc32(0x12345678n, 0xfffffffbn, 77n, 0xfffffffen)
  for (let i = 0; i < 1000; i++) {
    stream.step()
    expect(stream.a).toBe(reference.next().value)
    expect(stream.b).toBe(reference.next().value)
  }
})

test("the first words of a named stream are pinned", () => {
  const stream = createStream(seed, "pay[2]", "service")
  stream.step()
  expect([stream.a, stream.b]).toEqual([87070780, 1351312062])
})

test("seed, name and purpose each make another stream, and their border counts", () => {
  const first = [
    createStream(seed, "ab", "c"),
    createStream(seed, "a", "bc"),
    createStream(seed, "c", "ab"),
    createStream(seedWords("43"), "ab", "c"),
    createStream(seed, "", "abc"),
    createStream(seed, "abc", ""),
  ].map((stream) => {
    stream.step()
    return stream.a
  })
  expect(new Set(first).size).toBe(first.length)
})

test("restore continues exactly where the snapshot was taken", () => {
  const stream = createStream(seed, "a", "b")
  for (let i = 0; i < 100; i++) stream.step()
  const snapshot = structuredClone(stream.snapshot())
  const words = (s: Stream) =>
    Array.from({ length: 20 }, () => {
      s.step()
      return [s.a, s.b]
    })
  const expected = words(stream)
  const other = new Stream(1, 2, 3, 4)
  other.restore(snapshot)
  expect(words(other)).toEqual(expected)
  stream.restore(snapshot)
  expect(words(stream)).toEqual(expected)
})

describe("statistics", () => {
  test("uniform in pairs of bytes, and uncorrelated from step to step and between neighbouring names", () => {
    const n = 500_000
    const one = createStream(seed, "pay[1]", "service")
    const two = createStream(seed, "pay[2]", "service")
    const pairs = new Float64Array(65536)
    const xs = new Float64Array(n)
    const ys = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      one.step()
      two.step()
      const pair = (one.a >>> 24) * 256 + (one.b >>> 24)
      pairs[pair] = (pairs[pair] ?? 0) + 1
      xs[i] = uniform01(one.a, one.b)
      ys[i] = uniform01(two.a, two.b)
    }
    expect(Math.abs(uniformityScore(pairs))).toBeLessThan(4)
    expect(Math.abs(correlationScore(xs, ys))).toBeLessThan(4)
    expect(Math.abs(correlationScore(xs.subarray(1), xs.subarray(0, n - 1)))).toBeLessThan(4)
  })

  test("first words over many names are uniform: no stream is born near another", () => {
    const counts = new Float64Array(256)
    for (let i = 0; i < 50_000; i++) {
      const stream = createStream(seed, `service[${i}]`, "service")
      stream.step()
      const byte = stream.a >>> 24
      counts[byte] = (counts[byte] ?? 0) + 1
    }
    expect(Math.abs(uniformityScore(counts))).toBeLessThan(4)
  })
})
