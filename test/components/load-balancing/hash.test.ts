import { describe, expect, it } from "vitest"
import { Choosing } from "./support/choosing.ts"

describe("hash", () => {
  // (crc32(key) >> 16 & 0x7fff) mod 3, and with (crc32("1" + key) >> 16 & 0x7fff) added for the second try, by zlib.
  it.each([
    [0, 2, 1],
    [1, 1, 0],
    [2, 2, 0],
    [42, 2, 1],
    [1000, 1, 2],
    [65_537, 2, 0],
    [999_999, 0, 2],
  ])("key %i goes to %i, and to %i when that is down", (key, wanted, next) => {
    const choosing = new Choosing("hash", [1, 1, 1])
    expect(choosing.choose(key)).toBe(wanted)
    choosing.backends.up[wanted] = 0
    expect(choosing.choose(key)).toBe(next)
  })

  it("spreads by weight", () => {
    const shares = new Choosing("hash", [1, 2, 1]).shares(20_000)
    expect(Math.abs((shares[1] ?? 0) - 0.5)).toBeLessThan(0.014) // four standard errors
  })

  // Oracle H01: modulo hashing, 10 to 11 servers, moves 10 keys of 11.
  it("moves nearly every key when a server is added", () => {
    const ten = new Choosing("hash", new Array(10).fill(1))
    const eleven = new Choosing("hash", new Array(11).fill(1))
    let moved = 0
    for (let key = 0; key < 40_000; key++) if (ten.choose(key) !== eleven.choose(key)) moved++
    expect(Math.abs(moved / 40_000 - 10 / 11)).toBeLessThan(0.006)
  })
})
