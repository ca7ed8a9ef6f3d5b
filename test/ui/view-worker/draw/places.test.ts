import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { PALETTE } from "../../../../bench/playback/scene.ts"
import type { SceneNode } from "../../../../ui/protocol/scene.ts"
import { latencyColour, thicknessOf } from "../../../../ui/view-worker/draw/edges.ts"
import type { Area } from "../../../../ui/view-worker/draw/marks.ts"
import { NAME_BAND, planNode } from "../../../../ui/view-worker/draw/node-plan.ts"
import { powerFor } from "../../../../ui/view-worker/draw/nodes.ts"
import { Path, pathOf } from "../../../../ui/view-worker/draw/path.ts"

describe("a path", () => {
  const at = (path: Path, share: number, isBack = false) => {
    const place = { x: 0, y: 0 }
    path.at(share, isBack, place)
    return place
  }

  it("is gone along evenly, whatever its pieces", () => {
    const path = new Path(Float32Array.of(0, 0, 100, 0, 100, 20, 300, 20))
    for (const [share, x, y] of [
      [0, 0, 0],
      [0.25, 80, 0],
      [0.5, 140, 20],
      [1, 300, 20],
    ] as const) {
      // The lane is 3.5 to the right: below a path to the right.
      expect(at(path, share).x).toBeCloseTo(x, 3)
      expect(at(path, share).y).toBeCloseTo(y + 3.5, 3)
    }
  })

  it("has the way back on the other side, from its end", () => {
    const path = new Path(Float32Array.of(0, 0, 100, 0))
    expect(at(path, 0.1, true)).toEqual({ x: expect.closeTo(90, 3), y: expect.closeTo(-3.5, 3) })
  })

  it("along a curve moves as far in equal times", () => {
    const path = pathOf({ from: 0, to: 1, points: [0, 0, 200, 0, 0, 100, 200, 100], isCurve: true })
    const steps = Array.from({ length: 51 }, (_, i) => at(path, i / 50)).map(({ x, y }, i, all) => {
      const before = all[Math.max(0, i - 1)] ?? { x, y }
      return Math.hypot(x - before.x, y - before.y)
    })
    const [, ...moved] = steps
    // On the lane the inside of a bend is shorter than the outside.
    expect(Math.max(...moved) / Math.min(...moved)).toBeLessThan(1.5)
  })
})

describe("the parts of a node", () => {
  const node = fc.record({
    width: fc.integer({ min: 60, max: 400 }),
    height: fc.integer({ min: 60, max: 300 }),
    replicas: fc.integer({ min: 1, max: 220 }),
    slots: fc.option(fc.integer({ min: 1, max: 64 })),
    detail: fc.constantFrom<SceneNode["detail"]>("dot", "node", "inside"),
  })

  it("lie in its box, below its name, and none over another", () => {
    fc.assert(
      fc.property(node, ({ width, height, replicas, slots, detail }) => {
        const actors = [...Array(replicas).keys()]
        const plan = planNode({ name: "a", x: 10, y: 20, width, height, actors, slots, detail })
        const areas: Area[] = plan.replicas.flatMap(({ slots: grid, queue, dot }) => [
          ...(grid === null ? [] : [grid]),
          ...(queue === null ? [] : [queue]),
          ...(dot === null
            ? []
            : [{ x: dot.x - dot.radius, y: dot.y - dot.radius, width: 2 * dot.radius, height: 2 * dot.radius }]),
        ])
        areas.push(plan.bar, ...(plan.queue === null ? [] : [plan.queue]))
        const isInside = (area: Area) =>
          area.x >= 10 &&
          area.x + area.width <= 10 + width + 0.001 &&
          area.y >= 20 + NAME_BAND &&
          area.y + area.height <= 20 + height + 0.001
        expect(areas.filter((area) => !isInside(area))).toEqual([])
        expect(areas.filter((a, i) => areas.some((b, j) => j < i && overlap(a, b)))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it("are cells for all slots where there is room", () => {
    const plan = planNode({ name: "a", x: 0, y: 0, width: 180, height: 96, actors: [4, 7], slots: 8, detail: "node" })
    expect(plan.replicas.map(({ actor }) => actor)).toEqual([4, 7])
    for (const { slots } of plan.replicas) expect((slots?.columns ?? 0) * (slots?.rows ?? 0)).toBeGreaterThanOrEqual(8)
    expect(plan.capacity).toBe(16)
  })

  it("are a row for each replica inside", () => {
    const plan = planNode({
      name: "a",
      x: 0,
      y: 0,
      width: 240,
      height: 140,
      actors: [1, 2, 3],
      slots: 8,
      detail: "inside",
    })
    expect(plan.queue).toBeNull()
    expect(new Set(plan.replicas.map(({ queue }) => queue?.y)).size).toBe(3)
  })
})

function overlap(a: Area, b: Area): boolean {
  const [right, bottom] = [Math.min(a.x + a.width, b.x + b.width), Math.min(a.y + a.height, b.y + b.height)]
  return right - Math.max(a.x, b.x) > 0.001 && bottom - Math.max(a.y, b.y) > 0.001
}

describe("an edge", () => {
  it("is thicker for more calls, up to a bound", () => {
    const thickness = [0, 1, 10, 100, 1_000, 1e9].map(thicknessOf)
    expect(thickness).toEqual([...new Set(thickness)].sort((a, b) => a - b))
    expect([thickness[0], thickness.at(-1)]).toEqual([1, 8])
  })

  it("has the last colour where it is fast and the first where it is slow", () => {
    const [slow = 0, , , fast = 0] = PALETTE.latency
    expect([latencyColour(50_000, PALETTE.latency), latencyColour(5e9, PALETTE.latency)]).toEqual([fast, slow])
    expect(latencyColour(10_000_000, PALETTE.latency)).not.toBe(fast)
  })
})

describe("a queue", () => {
  // [waiting, room, each stands for 10^]
  it.each([
    [0, 40, 0],
    [40, 40, 0],
    [41, 40, 1],
    [400, 40, 1],
    [401, 40, 2],
    [5, 0, 1],
  ])("of %i with room for %i", (count, room, power) => {
    expect(powerFor(count, room)).toBe(power)
  })
})
