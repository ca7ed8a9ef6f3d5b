import { describe, expect, it } from "vitest"
import { createMaglevTable, isPrime } from "../../../components/load-balancing/hashing/maglev-table.ts"
import { mistakesIn } from "../support/world.ts"
import { Choosing } from "./support/choosing.ts"

const hosts = (weights: readonly number[]) =>
  weights.map((weight, index) => ({ name: `10.0.0.${index + 1}:80`, weight }))

function entries(table: Uint16Array, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => table.filter((owner) => owner === index).length)
}

describe("Maglev", () => {
  // Acceptance fact A5: Envoy's documentation and a run agree.
  it("weights 1:2 have 21,846 and 43,691 of 65,537 entries", () => {
    expect(entries(createMaglevTable(hosts([1, 2]), 65_537), 2)).toEqual([21_846, 43_691])
  })

  it("equal hosts differ by one entry at most", () => {
    const counts = entries(createMaglevTable(hosts(new Array(7).fill(1)), 65_537), 7)
    expect(Math.max(...counts) - Math.min(...counts)).toBe(1)
    expect(counts.reduce((sum, count) => sum + count)).toBe(65_537)
  })

  // The paper's figure 12: next to none of the entries change hands needlessly at M = 65537, unlike on a ring, where
  // none do. The newcomer's 1/11 is 5958 entries.
  it("moves the newcomer's share, and a few entries between those that stay", () => {
    const ten = createMaglevTable(hosts(new Array(10).fill(1)), 65_537)
    const eleven = createMaglevTable(hosts(new Array(11).fill(1)), 65_537)
    const moved = [...ten.keys()].filter((at) => ten[at] !== eleven[at])
    const toNewcomer = moved.filter((at) => eleven[at] === 10).length
    expect(Math.abs(toNewcomer - 65_537 / 11)).toBeLessThan(1)
    expect(moved.length - toNewcomer).toBeGreaterThan(0)
    expect((moved.length - toNewcomer) / 65_537).toBeLessThan(0.01)
  })

  it("spreads keys as evenly as chance allows", () => {
    for (const share of new Choosing("maglev", [1, 1, 1, 1]).shares(40_000)) {
      expect(Math.abs(share - 0.25)).toBeLessThan(0.0087) // four standard errors
    }
  })

  it("keeps the keys of those that are up", () => {
    const choosing = new Choosing("maglev", [1, 1, 1], { tableSize: 251 })
    const before = Array.from({ length: 2000 }, (_, key) => choosing.choose(key))
    choosing.backends.up[0] = 0
    before.forEach((index, key) => {
      const now = choosing.choose(key)
      if (index === 0) expect([1, 2]).toContain(now)
      else expect(now).toBe(index)
    })
  })

  it("wants a prime size", () => {
    expect([1, 2, 4, 65_537, 65_539, 65_535].map(isPrime)).toEqual([false, true, false, true, true, false])
    const text = { kind: "load-balancer", to: "pay", strategy: { kind: "maglev", tableSize: 1000 } }
    expect(mistakesIn(text).join("\n")).toContain("prime")
  })
})
