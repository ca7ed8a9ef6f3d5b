import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Box, overlaps } from "../../../ui/picture/geometry/box.ts"
import { waysOf } from "../../../ui/picture/geometry/ways.ts"
import { arrangeLabels } from "../../../ui/picture/labels/arrange-labels.ts"
import { boxesOf, type LabelWish, placeLabels } from "../../../ui/picture/labels/place.ts"
import { detailAt } from "../../../ui/picture/layout/zoom.ts"
import { topologyOf } from "./support.ts"

const box = fc.record({
  x: fc.integer({ min: 0, max: 400 }),
  y: fc.integer({ min: 0, max: 400 }),
  width: fc.integer({ min: 1, max: 90 }),
  height: fc.integer({ min: 1, max: 30 }),
})
const wishes = fc
  .array(fc.tuple(fc.array(box, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 3 })), { maxLength: 40 })
  .map((list) =>
    list.map(
      ([boxes, priority], i): LabelWish => ({
        id: `label:${i}`,
        priority,
        choices: boxes.map((each) => [{ kind: "text", box: each }]),
      }),
    ),
  )

function pairsThatOverlap(boxes: readonly Box[]): number {
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => overlaps(a, b))).length
}

describe("placing labels", () => {
  test("no two touch, nor an obstacle", () => {
    fc.assert(
      fc.property(wishes, fc.array(box, { maxLength: 10 }), (list, obstacles) => {
        const placed = boxesOf(placeLabels(list, { obstacles }))
        expect(pairsThatOverlap(placed)).toBe(0)
        expect(placed.filter((label) => obstacles.some((each) => overlaps(each, label)))).toEqual([])
      }),
    )
  })

  test("what is left out has no place left", () => {
    fc.assert(
      fc.property(wishes, (list) => {
        const placed = placeLabels(list, { obstacles: [] })
        const taken = boxesOf(placed)
        const leftOut = list.filter(({ id }) => !placed.has(id))
        const hasRoom = ({ choices }: LabelWish) =>
          choices.some((parts) => !parts.some((part) => taken.some((each) => overlaps(each, part.box))))
        expect(leftOut.filter(hasRoom)).toEqual([])
      }),
    )
  })

  test("the order of the wishes changes nothing", () => {
    fc.assert(
      fc.property(wishes, (list) => {
        const there = placeLabels(list, { obstacles: [] })
        const back = placeLabels(list.toReversed(), { obstacles: [] })
        expect(new Map(back)).toEqual(new Map(there))
      }),
    )
  })

  const at = (x: number): Box => ({ x, y: 0, width: 10, height: 10 })
  const wish = (id: string, priority: number, ...xs: readonly number[]): LabelWish => ({
    id,
    priority,
    choices: xs.map((x) => [{ kind: "text", box: at(x) }]),
  })

  test("the one of higher priority has its first choice, the other its next, or none", () => {
    const placed = placeLabels([wish("a", 1, 0, 20), wish("b", 2, 0), wish("c", 0, 0)], { obstacles: [] })
    expect([...placed].map(([id, { choice }]) => [id, choice])).toEqual([
      ["b", 0],
      ["a", 1],
    ])
  })

  test("a label stays where it was as long as that is free", () => {
    const before = new Map([["a", { choice: 1, parts: [] }]])
    expect(placeLabels([wish("a", 0, 0, 20)], { obstacles: [], before }).get("a")?.choice).toBe(1)
    expect(placeLabels([wish("a", 0, 0, 20)], { obstacles: [at(20)], before }).get("a")?.choice).toBe(0)
  })

  test("an obstacle is not in its owner's way, and nothing stands outside", () => {
    const obstacles = [{ ...at(0), owner: "a" }]
    expect([...placeLabels([wish("a", 1, 0)], { obstacles }).keys()]).toEqual(["a"])
    expect([...placeLabels([wish("b", 1, 0)], { obstacles }).keys()]).toEqual([])
    expect(placeLabels([wish("a", 1, 0)], { obstacles: [], within: at(5) }).size).toBe(0)
  })
})

describe("all labels of a picture", () => {
  const places = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), {
    minLength: 2,
    maxLength: 14,
    selector: ([column, row]) => column * 10 + row,
  })

  test("none touches another at any zoom", () => {
    fc.assert(
      fc.property(places, fc.double({ min: 0.1, max: 4, noNaN: true }), fc.nat(), (cells, zoom, salt) => {
        const names = cells.map((_, i) => `node-${i}-${"x".repeat((i * 7) % 23)}`)
        const edges = names.flatMap((from, i) => {
          const to = names[(i * (1 + (salt % 5)) + 1) % names.length]
          return to === undefined || to === from ? [] : [{ from, to }]
        })
        const topology = topologyOf(names, edges)
        const boxes = new Map(
          cells.map(([column, row], i) => [names[i] ?? "", { x: column * 260, y: row * 110, width: 170, height: 72 }]),
        )
        const placed = arrangeLabels(
          {
            topology,
            boxes,
            ways: waysOf(boxes, edges, { direction: "right", band: 20 }),
            groups: [{ id: "service", title: "Services · 9", box: { x: -20, y: -20, width: 900, height: 500 } }],
            zoom,
            detail: detailAt(zoom),
            edgeTexts: edges.map((_, i) => ({ rate: `${i * 37}/s`, time: "12.4 ms" })),
            edgePriorities: edges.map((_, i) => i),
            lineHeight: 16,
            measure: (text) => text.length * 7,
          },
          new Map(),
        )
        expect(pairsThatOverlap(boxesOf(placed))).toBe(0)
        // Names of nodes that do not lie over each other are all there, unless they are marks.
        if (detailAt(zoom) !== "dot")
          expect([...placed.keys()].filter((id) => id.startsWith("node:"))).toHaveLength(names.length)
      }),
      { numRuns: 60 },
    )
  })
})
