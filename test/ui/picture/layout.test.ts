import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Box, overlaps } from "../../../ui/picture/geometry/box.ts"
import { arrange, directionFor, layoutRequest, roomFor } from "../../../ui/picture/layout/arrange.ts"
import { centredOn, fitting } from "../../../ui/picture/layout/fit.ts"
import { groupsOf } from "../../../ui/picture/layout/groups.ts"
import { neighbour, readingOrder } from "../../../ui/picture/layout/reading-order.ts"
import { BAND, NARROW, sizeOf, WIDE } from "../../../ui/picture/layout/sizes.ts"
import { wrapped } from "../../../ui/picture/layout/wrap.ts"
import { detailAt, ZOOM_FIT_MAX, ZOOM_INSIDE } from "../../../ui/picture/layout/zoom.ts"
import { layout } from "../../../ui/view-worker/answers/layout.ts"
import { nodeOf, topologyOf } from "./support.ts"

const measure = (text: string) => text.length * 7
const texts = { measure, headroom: 0 }

describe("sizes", () => {
  test("a node is as wide as its texts, within bounds", () => {
    expect(sizeOf(nodeOf("a"), measure, WIDE).width).toBe(WIDE.widthMin)
    expect(sizeOf(nodeOf("a".repeat(80)), measure, WIDE).width).toBe(WIDE.widthMax)
    expect(sizeOf(nodeOf("a".repeat(80)), measure, NARROW).width).toBe(NARROW.widthMax)
    const wider = sizeOf(nodeOf("a".repeat(12), { actors: [0, 1] }), measure, WIDE)
    expect(wider.width).toBeGreaterThan(sizeOf(nodeOf("a".repeat(12)), measure, WIDE).width)
  })

  test("there is a row for each of a few replicas, and no end of rows for many", () => {
    const heightOf = (replicas: number) =>
      sizeOf(nodeOf("a", { actors: Array.from({ length: replicas }, (_, i) => i) }), measure, WIDE).height
    expect(heightOf(1)).toBeGreaterThanOrEqual(BAND + 50)
    expect(heightOf(8) - BAND - 11).toBeGreaterThanOrEqual(8 * 9)
    expect(heightOf(500)).toBe(heightOf(8))
  })
})

describe("arranging", () => {
  const names = ["a", "b", "c"]
  const topology = topologyOf(names, [
    { from: "a", to: "b" },
    { from: "b", to: "c" },
  ])
  const request = layoutRequest(topology, "right", texts)
  const answer = layout(request)

  test("moving one node by hand moves no other", () => {
    const before = arrange(request, answer, { places: {}, headroom: 0 })
    const after = arrange(request, answer, { places: { b: { x: 7, y: 9 } }, headroom: 0 })
    expect(after.get("b")).toMatchObject({ x: 7, y: 9 })
    expect([after.get("a"), after.get("c")]).toEqual([before.get("a"), before.get("c")])
  })

  test("names that are higher than their band have room above the node", () => {
    const asked = layoutRequest(topology, "right", { measure, headroom: 12 })
    const boxes = arrange(asked, layout(asked), { places: {}, headroom: 12 })
    const before = arrange(request, answer, { places: {}, headroom: 0 })
    expect(boxes.get("a")?.height).toBe(before.get("a")?.height)
    expect(boxes.get("a")?.y).toBe((before.get("a")?.y ?? 0) + 12)
  })

  test("a name that every object has is no place", () => {
    const odd = layoutRequest(topologyOf(["toString"], []), "right", texts)
    expect(arrange(odd, layout(odd), { places: {}, headroom: 0 }).get("toString")?.x).toEqual(expect.any(Number))
  })

  test("calls go right on wide pictures and down on narrow ones", () => {
    expect(directionFor({ width: 1280, height: 500 })).toBe("right")
    expect(directionFor({ width: 390, height: 600 })).toBe("down")
    expect(roomFor(0, 10)).toBe(null)
    expect(roomFor(1000, 500)).toEqual(roomFor(1010, 510))
  })

  test("reading order follows the calls", () => {
    expect(readingOrder(arrange(request, answer, { places: {}, headroom: 0 }), "right")).toEqual(names)
  })
})

describe("wrapping", () => {
  const wide = topologyOf(
    ["root", ...Array.from({ length: 9 }, (_, i) => `leaf-${i}`)],
    Array.from({ length: 9 }, (_, i) => ({ from: "root", to: `leaf-${i}` })),
  )
  const request = layoutRequest(wide, "down", texts)
  const answer = layout(request)

  test("a rank that is too long for a phone is broken into rows, in its order", () => {
    const result = wrapped(request, answer, { width: 390, height: 800 })
    expect(result.width).toBeLessThan(answer.width / 2)
    expect(zoom(result, 390, 800)).toBeGreaterThan(1.15 * zoom(answer, 390, 800))
    const before = arrange(request, answer, { places: {}, headroom: 0 })
    const after = arrange(request, result, { places: {}, headroom: 0 })
    const row = readingOrder(before, "down")
    expect(readingOrder(after, "down")).toEqual(row)
  })

  test("one that fits stays as it is", () => {
    expect(wrapped(request, answer, { width: 4000, height: 2000 })).toBe(answer)
  })

  test("no two nodes overlap, in any room", () => {
    const room = fc.record({ width: fc.integer({ min: 100, max: 2000 }), height: fc.integer({ min: 100, max: 1200 }) })
    fc.assert(
      fc.property(room, fc.constantFrom("right" as const, "down" as const), (each, direction) => {
        const asked = layoutRequest(wide, direction, texts)
        const boxes = [...arrange(asked, wrapped(asked, layout(asked), each), { places: {}, headroom: 0 }).values()]
        expect(boxes.some((a, i) => boxes.slice(i + 1).some((b) => overlaps(a, b)))).toBe(false)
      }),
      { numRuns: 40 },
    )
  })

  function zoom(size: { readonly width: number; readonly height: number }, width: number, height: number): number {
    return Math.min(width / size.width, height / size.height)
  }
})

describe("the viewport", () => {
  const boxes: readonly Box[] = [
    { x: 0, y: 0, width: 100, height: 60 },
    { x: 900, y: 500, width: 100, height: 60 },
  ]

  test("holds all boxes, in the middle", () => {
    const { x, y, zoom } = fitting(boxes, { width: 800, height: 600 })
    expect(x).toBeGreaterThanOrEqual(0)
    expect(1000 * zoom + x).toBeLessThanOrEqual(800)
    expect(560 * zoom + y).toBeLessThanOrEqual(600)
    expect(Math.abs(x - (800 - (1000 * zoom + x)))).toBeLessThanOrEqual(1)
  })

  test("is not blown up", () => {
    expect(fitting(boxes.slice(0, 1), { width: 3000, height: 2000 }).zoom).toBe(ZOOM_FIT_MAX)
  })

  test("can be centred on a node, near enough for its inside", () => {
    const [box = { x: 0, y: 0, width: 0, height: 0 }] = boxes
    expect(centredOn(box, 2, { width: 800, height: 600 })).toEqual({ x: 300, y: 240, zoom: 2 })
    expect([0.1, 1, ZOOM_INSIDE].map(detailAt)).toEqual(["dot", "node", "inside"])
  })
})

describe("keys", () => {
  const at = (x: number, y: number): Box => ({ x, y, width: 10, height: 10 })
  const boxes = new Map([
    ["a", at(0, 0)],
    ["b", at(100, 5)],
    ["c", at(100, 80)],
    ["d", at(0, 90)],
  ])
  test.each([
    ["a", "ArrowRight", "b"],
    ["a", "ArrowDown", "d"],
    ["b", "ArrowDown", "c"],
    ["c", "ArrowLeft", "d"],
    ["b", "ArrowLeft", "a"],
    ["a", "ArrowLeft", undefined],
    ["nobody", "ArrowLeft", undefined],
  ] as const)("from %s by %s to %s", (from, arrow, to) => {
    expect(neighbour(boxes, from, arrow)).toBe(to)
  })
})

test("layers are groups, unless another layer's node stands among them", () => {
  const nodes = [nodeOf("a", { actors: [0, 1, 2] }), nodeOf("b"), nodeOf("c", { layer: "data" })]
  const at = (x: number): Box => ({ x, y: 0, width: 50, height: 50 })
  const apart = new Map(nodes.map(({ name }, i) => [name, at(i * 200)]))
  expect(groupsOf(topologyOf(nodes, []), apart).map(({ title }) => title)).toEqual(["Services · 2 · 4 replicas"])
  const among = new Map([...apart, ["c", at(100)]])
  expect(groupsOf(topologyOf(nodes, []), among)).toEqual([])
})
