import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { LayoutRequest } from "../../../../ui/protocol/view-api.ts"
import { layout } from "../../../../ui/view-worker/answers/layout.ts"
import { ranksOf } from "../../../../ui/view-worker/answers/ranks.ts"

const box = (id: string, rank: number) => ({ id, rank, width: 160, height: 80 })

/** Up to 20 nodes in five layers, with any edges between them. */
const request = fc
  .record({
    ranks: fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 20 }),
    pairs: fc.array(fc.tuple(fc.nat({ max: 19 }), fc.nat({ max: 19 })), { maxLength: 40 }),
    direction: fc.constantFrom<LayoutRequest["direction"]>("right", "down"),
  })
  .map(({ ranks, pairs, direction }): LayoutRequest => {
    const name = (index: number) => `n${index % ranks.length}`
    const edges = pairs.map(([from, to]) => ({ from: name(from), to: name(to) }))
    return { nodes: ranks.map((rank, index) => box(`n${index}`, rank)), edges, direction }
  })

describe("a layout", () => {
  it("lays no node over another, and the same request in the same way", () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { x, y, width, height } = layout(asked)
        const boxes = x.map((left, i) => ({ left, top: y[i] ?? 0 }))
        const overlaps = boxes.filter((a, i) =>
          boxes.some((b, j) => j < i && Math.abs(a.left - b.left) < 160 && Math.abs(a.top - b.top) < 80),
        )
        expect(overlaps).toEqual([])
        expect(boxes.every(({ left, top }) => left >= 0 && top >= 0 && left + 160 <= width && top + 80 <= height)).toBe(
          true,
        )
        expect(layout(asked)).toEqual({ x, y, width, height })
      }),
      { numRuns: 60 },
    )
  })

  it("goes from layer to layer in its direction", () => {
    const nodes = [box("shop", 0), box("gw", 1), box("pay", 2), box("fraud", 2), box("ledger", 3)]
    const edges = [
      { from: "shop", to: "gw" },
      { from: "gw", to: "pay" },
      { from: "pay", to: "fraud" },
      { from: "pay", to: "ledger" },
    ]
    const right = layout({ nodes, edges, direction: "right" }).x
    expect(right).toEqual([...right].sort((a, b) => a - b))
    expect(new Set(right).size).toBe(5)
    const down = layout({ nodes, edges, direction: "down" }).y
    expect(down).toEqual([...down].sort((a, b) => a - b))
  })
})

describe("ranks", () => {
  it("put every layer behind those before it", () => {
    fc.assert(
      fc.property(request, ({ nodes, edges }) => {
        const ranks = ranksOf(nodes, edges)
        const behind = nodes.every(({ rank }, i) =>
          nodes.every((other, j) => other.rank <= rank || (ranks[j] ?? 0) > (ranks[i] ?? 0)),
        )
        expect(behind).toBe(true)
      }),
    )
  })

  it("of a circle begin where it was entered", () => {
    const nodes = [box("a", 0), box("b", 0), box("c", 0)]
    const circle = [
      { from: "a", to: "b" },
      { from: "b", to: "c" },
      { from: "c", to: "a" },
    ]
    expect([...ranksOf(nodes, circle)].sort()).toEqual([0, 1, 2])
  })
})
