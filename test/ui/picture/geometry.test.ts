import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Box, crosses, overlaps, type Point } from "../../../ui/picture/geometry/box.ts"
import { courseOf, pointAt, rounded, svgPath } from "../../../ui/picture/geometry/path.ts"
import { waysOf } from "../../../ui/picture/geometry/ways.ts"

const BAND = 20
const right = { direction: "right", band: BAND } as const

describe("a line and a box", () => {
  const box: Box = { x: 10, y: 10, width: 10, height: 10 }
  // [from, to, whether it passes through the inside]
  const table: readonly (readonly [Point, Point, boolean])[] = [
    [{ x: 0, y: 15 }, { x: 30, y: 15 }, true],
    [{ x: 0, y: 10 }, { x: 30, y: 10 }, false], // along the border
    [{ x: 0, y: 15 }, { x: 5, y: 15 }, false], // ends before
    [{ x: 12, y: 12 }, { x: 13, y: 13 }, true], // inside
    [{ x: 0, y: 20 }, { x: 20, y: 40 }, false],
    [{ x: 5, y: 14 }, { x: 14, y: 5 }, false], // touches no corner: 19 < 20
    [{ x: 5, y: 17 }, { x: 17, y: 5 }, true], // cuts the corner: 22 > 20
  ]
  test.each(table)("from %o to %o: %s", (from, to, expected) => {
    expect(crosses(box, from, to)).toBe(expected)
    expect(crosses(box, to, from)).toBe(expected)
  })
})

describe("ways", () => {
  const at = (x: number, y: number): Box => ({ x, y, width: 100, height: 70 })

  test("begin and end at the sides that face each other, below the band", () => {
    const boxes = new Map([
      ["a", at(0, 0)],
      ["b", at(300, 0)],
    ])
    const [there, back] = waysOf(
      boxes,
      [
        { from: "a", to: "b" },
        { from: "b", to: "a" },
      ],
      right,
    )
    expect(there?.points[0]?.x).toBe(100)
    expect(there?.points.at(-1)?.x).toBe(300)
    expect(back?.points[0]?.x).toBe(300)
    const ys = [there, back].flatMap((way) => way?.points.map(({ y }) => y) ?? [])
    expect(ys.every((y) => y > BAND && y < 70)).toBe(true)
    // Two edges between the same nodes do not lie on each other.
    expect(there?.points[0]?.y).not.toBe(back?.points.at(-1)?.y)
  })

  test("an edge to a node that is not there has none", () => {
    expect(waysOf(new Map([["a", at(0, 0)]]), [{ from: "a", to: "b" }], right)).toEqual([null])
  })

  test("go around a node that lies between", () => {
    const boxes = new Map([
      ["a", at(0, 0)],
      ["between", at(200, 0)],
      ["b", at(400, 0)],
    ])
    const [way] = waysOf(boxes, [{ from: "a", to: "b" }], right)
    expect(way?.isCurve).toBe(false)
    expect(touched(boxes, way === undefined || way === null ? [] : courseOf(way), ["a", "b"])).toEqual([])
  })

  test("none passes through a node it has nothing to do with, wherever the nodes stand", () => {
    const cells = fc.uniqueArray(fc.nat({ max: 24 }), { minLength: 3, maxLength: 12 })
    fc.assert(
      fc.property(cells, fc.constantFrom("right" as const, "down" as const), (list, direction) => {
        const names = list.map((cell) => `n${cell}`)
        const boxes = new Map(list.map((cell, i) => [names[i] ?? "", at((cell % 5) * 190, Math.floor(cell / 5) * 120)]))
        const edges = names.slice(1).map((to, i) => ({ from: names[Math.floor(i / 2)] ?? "", to }))
        for (const [i, way] of waysOf(boxes, edges, { direction, band: BAND }).entries()) {
          const { from, to } = edges[i] ?? { from: "", to: "" }
          expect(touched(boxes, way === null ? [] : courseOf(way), [from, to])).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
  })

  function touched(
    boxes: ReadonlyMap<string, Box>,
    course: readonly Point[],
    ends: readonly string[],
  ): readonly string[] {
    return [...boxes]
      .filter(([name]) => !ends.includes(name))
      .filter(([, box]) => course.some((point, i) => i > 0 && crosses(box, course[i - 1] ?? point, point)))
      .map(([name]) => name)
  }
})

describe("paths", () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 100 },
  ]

  test("a share of the length", () => {
    expect(pointAt(corner, 0)).toEqual({ x: 0, y: 0 })
    expect(pointAt(corner, 0.25)).toEqual({ x: 50, y: 0 })
    expect(pointAt(corner, 0.75)).toEqual({ x: 100, y: 50 })
    expect(pointAt(corner, 1)).toEqual({ x: 100, y: 100 })
  })

  test("a rounded corner keeps the ends and stays within the radius of the corner", () => {
    const round = rounded(corner, 20)
    expect([round[0], round.at(-1)]).toEqual([corner[0], corner[2]])
    expect(round.every(({ x, y }) => x <= 100 && y >= 0)).toBe(true)
    expect(round.some(({ x, y }) => x === 100 && y === 0)).toBe(false)
  })

  test("as SVG", () => {
    expect(svgPath({ points: corner, isCurve: false })).toBe("M0 0L100 0L100 100")
    const points = [...corner, { x: 0, y: 50.06 }]
    expect(svgPath({ points, isCurve: true })).toBe("M0 0C100 0 100 100 0 50.1")
  })
})

test("boxes that touch do not overlap", () => {
  expect(overlaps({ x: 0, y: 0, width: 10, height: 10 }, { x: 10, y: 0, width: 10, height: 10 })).toBe(false)
  expect(overlaps({ x: 0, y: 0, width: 10, height: 10 }, { x: 9, y: 9, width: 10, height: 10 })).toBe(true)
})
