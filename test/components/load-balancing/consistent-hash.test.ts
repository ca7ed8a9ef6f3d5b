import { describe, expect, it } from "vitest"
import { Backends } from "../../../components/kit/balancing/backends.ts"
import { asciiBytes } from "../../../components/kit/hash/text-bytes.ts"
import { kongPointCount } from "../../../components/load-balancing/hashing/kong-ring.ts"
import { nginxPoints } from "../../../components/load-balancing/hashing/nginx-ring.ts"
import { createRing } from "../../../components/load-balancing/hashing/ring.ts"
import {
  createKeyedRing,
  pointOf,
  RING_SIZES,
  type RingKind,
} from "../../../components/load-balancing/hashing/ring-kinds.ts"
import { Choosing } from "./support/choosing.ts"

const equal = (count: number) => new Array<number>(count).fill(1)

function ringOf(kind: RingKind, weights: readonly number[]) {
  const backends = new Backends(
    weights.map((_, index) => index),
    weights,
  )
  const keyed = createKeyedRing(backends, kind, RING_SIZES[kind])
  const counts = weights.map((_, index) => keyed.ring.owner.filter((owner) => owner === index).length)
  const ownerOf = (text: string) => {
    const at = pointOf(keyed, asciiBytes(text), text.length)
    return keyed.ring.owner.at(at === keyed.ring.owner.length ? 0 : at)
  }
  return { counts, ownerOf }
}

describe("consistent hash", () => {
  // Acceptance fact A4: servers 10.0.0.1:80 to .3:80.
  it("nginx: 480 points, and keys where nginx puts them", () => {
    const { counts, ownerOf } = ringOf("nginx", [1, 1, 1])
    expect(counts).toEqual([160, 160, 160])
    const owners = ["user-1", "user-2", "user-3", "/api/users", "/api/orders", "42"].map(ownerOf)
    expect(owners).toEqual([0, 1, 0, 2, 1, 0])
  })

  // Acceptance fact A5 and the reference card: 1026 points; weights 1:2 give 342 and 684.
  it.each([
    [
      [1, 1, 1],
      [342, 342, 342],
    ],
    [
      [1, 2],
      [342, 684],
    ],
  ])("Envoy: weights %j give %j points", (weights, wanted) => {
    expect(ringOf("envoy", weights).counts).toEqual(wanted)
  })

  // The reference card: weights 100, 100, 50 give 192, 192, 96 points.
  it("Kong: points by floor(share * targets * 160)", () => {
    expect([100, 100, 50].map((weight) => kongPointCount(weight, 250, 3))).toEqual([192, 192, 96])
    expect(ringOf("kong", [100, 100, 50]).counts).toEqual([192, 192, 96])
  })

  const kinds = ["envoy", "kong", "nginx"]

  it.each(kinds)(
    "%s: the keys of a backend that is down, and only those, move; for nginx as if it were gone",
    (ring) => {
      const choosing = new Choosing("consistent-hash", [1, 1, 1], { ring })
      const before = Array.from({ length: 5000 }, (_, key) => choosing.choose(key))
      choosing.backends.up[2] = 0
      const after = before.map((_, key) => choosing.choose(key))
      before.forEach((index, key) => {
        if (index === 2) expect(after[key]).not.toBe(2)
        else expect(after[key]).toBe(index)
      })
      expect(new Set(after)).toEqual(new Set([0, 1]))
      const without = new Choosing("consistent-hash", [1, 1], { ring })
      if (ring === "nginx") expect(after).toEqual(after.map((_, key) => without.choose(key)))
    },
  )

  it.each(kinds)("%s: spreads by weight, as evenly as its points allow", (ring) => {
    const shares = new Choosing("consistent-hash", [1, 2, 1], { ring }).shares(20_000)
    for (const [index, wanted] of [0.25, 0.5, 0.25].entries()) {
      expect(Math.abs((shares[index] ?? 0) - wanted)).toBeLessThan(0.06)
    }
  })

  // Oracle H01: the 11th server takes 1/11 of the keys, all others stay.
  it.each(kinds)("%s: a newcomer takes its share and nothing else moves", (ring) => {
    // Kong's slots collide more the more there are, so that a few keys move between the others.
    const ten = new Choosing("consistent-hash", equal(10), { ring })
    const eleven = new Choosing("consistent-hash", equal(11), { ring, ...(ring === "envoy" ? { size: 1133 } : {}) })
    let moved = 0
    let between = 0
    for (let key = 0; key < 20_000; key++) {
      const now = eleven.choose(key)
      if (now === ten.choose(key)) continue
      moved++
      if (now !== 10) between++
    }
    expect(Math.abs(moved / 20_000 - 1 / 11)).toBeLessThan(0.025)
    expect(between / 20_000).toBeLessThan(ring === "nginx" ? 1e-9 : 0.01)
  })

  // Oracle H01: shares of v points on each of n servers are Beta(v, v(n - 1)): CV sqrt((n - 1) / (nv + 1)) = 0.0948.
  it("shares vary as theory says", () => {
    const servers = 10
    const squares: number[] = []
    for (let trial = 0; trial < 300; trial++) {
      const points = Array.from({ length: servers }, (_, owner) => nginxPoints(`10.${trial}.0.${owner}:80`, 100, owner))
      const ring = createRing(points.flat(), 1)
      const lengths = new Array<number>(servers).fill(0)
      ring.high.forEach((high, at) => {
        const before = at === 0 ? (ring.high.at(-1) ?? 0) - 2 ** 32 : (ring.high[at - 1] ?? 0)
        const owner = ring.owner[at] ?? 0
        lengths[owner] = (lengths[owner] ?? 0) + (high - before) / 2 ** 32
      })
      for (const length of lengths) squares.push((length * servers - 1) ** 2)
    }
    const variation = Math.sqrt(squares.reduce((sum, square) => sum + square) / squares.length)
    expect(Math.abs(variation / 0.0948209311861521 - 1)).toBeLessThan(0.05)
  })

  describe.each(["consistent-hash", "maglev"])("%s with bounded load", (kind) => {
    // Oracle B21: 1000 live items on 10 backends, none above ceil(1.25 * 1000 / 10) = 125.
    it("gives no backend more than its bound", () => {
      const choosing = new Choosing(kind, equal(10), { preset: "bounded" })
      for (let item = 1; item <= 1000; item++) {
        choosing.backends.enter(choosing.choose(item % 40)) // 40 keys: far from even by themselves
        expect(Math.max(...choosing.backends.inFlight)).toBeLessThanOrEqual(Math.ceil((1.25 * item) / 10))
      }
      expect(Math.max(...choosing.backends.inFlight)).toBe(125)
    })

    it("is the plain one while the bound is far away, or without calls in flight", () => {
      const plain = new Choosing(kind, equal(10))
      const loose = new Choosing(kind, equal(10), { balanceFactor: 1000 })
      const idle = new Choosing(kind, equal(10), { balanceFactor: 1 })
      for (let key = 0; key < 1000; key++) {
        const index = loose.choose(key)
        loose.backends.enter(index)
        expect([index, idle.choose(key)]).toEqual([plain.choose(key), plain.choose(key)])
      }
    })

    it("bounds by weight", () => {
      const choosing = new Choosing(kind, [3, 1], { balanceFactor: 1 })
      for (let item = 0; item < 400; item++) choosing.backends.enter(choosing.choose(7))
      expect([...choosing.backends.inFlight]).toEqual([300, 100])
    })
  })
})
