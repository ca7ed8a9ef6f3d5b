import { describe, expect, it } from "vitest"
import { Word64 } from "../../../components/kit/hash/word64.ts"
import { jumpBucket, setKey } from "../../../components/load-balancing/hashing/jump.ts"
import { Choosing } from "./support/choosing.ts"

const bucket = (key: bigint, buckets: number) =>
  jumpBucket(new Word64().set(Number(key >> 32n) | 0, Number(key & 0xffffffffn) | 0), buckets)

describe("jump hash", () => {
  // Golden values of Guava and dgryski/go-jump: oracle H03.
  it.each([
    [10863919174838991n, 11, 6],
    [2016238256797177309n, 11, 3],
    [1673758223894951030n, 11, 5],
    [2n, 100_001, 80_343],
    [2201n, 100_001, 22_152],
    [2202n, 100_001, 15_018],
  ])("key %i of %i buckets is in %i", (key, buckets, wanted) => {
    expect(bucket(key, buckets)).toBe(wanted)
  })

  it("puts keys 0 to 19 where the references do", () => {
    const word = new Word64()
    const buckets = Array.from({ length: 20 }, (_, key) => jumpBucket(setKey(word, key), 100))
    expect(buckets).toEqual([0, 55, 62, 8, 45, 59, 86, 97, 82, 59, 73, 37, 17, 56, 86, 21, 90, 37, 38, 83])
  })

  it("moves only to the newcomer, and its share", () => {
    const ten = new Choosing("jump-hash", new Array(10).fill(1))
    const eleven = new Choosing("jump-hash", new Array(11).fill(1))
    let moved = 0
    for (let key = 0; key < 20_000; key++) {
      const now = eleven.choose(key)
      if (now === ten.choose(key)) continue
      moved++
      expect(now).toBe(10)
    }
    expect(Math.abs(moved / 20_000 - 1 / 11)).toBeLessThan(0.01)
  })

  it("sends all keys of one that is down to the next", () => {
    const choosing = new Choosing("jump-hash", [1, 1, 1, 1])
    const before = Array.from({ length: 500 }, (_, key) => choosing.choose(key))
    choosing.backends.up[1] = 0
    choosing.backends.up[2] = 0
    expect(before.map((_, key) => choosing.choose(key))).toEqual(before.map((index) => (index % 3 === 0 ? index : 3)))
  })
})
