import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { paintLine } from "../../../../ui/view-worker/draw/line.ts"
import { Marks } from "../../../../ui/view-worker/draw/marks.ts"
import { paint } from "../../../../ui/view-worker/draw/paint.ts"
import { pixelOf, Raster } from "../../../../ui/view-worker/draw/raster.ts"
import { SHAPES, stampOf } from "../../../../ui/view-worker/draw/stamps.ts"

const RED = pixelOf(0xff0000)

function raster(width: number, height: number): Raster {
  const made = new Raster()
  made.clear(width, height)
  return made
}

/** Of all pixels together, in whole pixels. */
function covered({ pixels }: Raster): number {
  return pixels.reduce((sum, pixel) => sum + (pixel >>> 24) / 255, 0)
}

describe("pixels", () => {
  it("are bytes of red, green, blue and alpha", () => {
    const one = raster(1, 1)
    one.cover(0, pixelOf(0x123456), 255)
    expect([...new Uint8Array(one.pixels.buffer)]).toEqual([0x12, 0x34, 0x56, 0xff])
  })

  // [what is below, how much of it red covers, the pixel as red, green, blue, alpha]
  it.each([
    [null, 128, [255, 0, 0, 128]],
    [0x0000ff, 128, [128, 0, 127, 255]],
    [0x0000ff, 0, [0, 0, 255, 255]],
    [0x00ff00, 255, [255, 0, 0, 255]],
  ])("over %s, covering %i of 255", (below, coverage, bytes) => {
    const one = raster(1, 1)
    if (below !== null) one.cover(0, pixelOf(below), 255)
    one.cover(0, RED, coverage)
    const drawn = [...new Uint8Array(one.pixels.buffer)]
    drawn.forEach((byte, i) => void expect(Math.abs(byte - (bytes[i] ?? 0))).toBeLessThanOrEqual(1))
  })

  it("add up where both are see-through", () => {
    const one = raster(1, 1)
    one.cover(0, RED, 128)
    one.cover(0, pixelOf(0x0000ff), 128)
    const [red = 0, , blue = 0, alpha] = new Uint8Array(one.pixels.buffer)
    // Half, and half of what is left: 3/4, of which the upper is 2/3.
    expect(alpha).toBe(192)
    expect(red / blue).toBeCloseTo(0.5, 1)
  })

  it("are see-through again when cleared", () => {
    const two = raster(2, 2)
    two.fill({ x0: 0, y0: 0, x1: 2, y1: 2 }, RED)
    expect(covered(two)).toBe(4)
    two.clear(2, 2)
    expect(covered(two)).toBe(0)
  })
})

describe("a stamp", () => {
  const area = (shape: number, radius: number, x = 0.5, y = 0.5) =>
    stampOf(shape, radius, x, y).coverage.reduce((sum, part) => sum + part / 255, 0)

  it("of a disc covers its area", () => {
    for (const radius of [2, 3, 5.5, 12]) {
      expect(area(0, radius) / (Math.PI * radius * radius)).toBeCloseTo(1, 1)
    }
  })

  it("covers as much wherever it is between pixels", () => {
    for (let shape = 0; shape < SHAPES; shape++) {
      const [first, ...others] = [0, 0.3, 0.6, 0.9].map((phase) => area(shape, 4, phase, 1 - phase - 0.05))
      for (const other of others) expect(Math.abs(other / (first ?? 1) - 1)).toBeLessThan(0.08)
    }
  })

  it("differs from every other shape by a fifth of what it covers", () => {
    for (let a = 0; a < SHAPES; a++) {
      for (let b = 0; b < a; b++) {
        const [one, other] = [stampOf(a, 4, 0.5, 0.5).coverage, stampOf(b, 4, 0.5, 0.5).coverage]
        const difference = one.reduce((sum, part, i) => sum + Math.abs(part - (other[i] ?? 0)) / 255, 0)
        expect(difference / area(a, 4)).toBeGreaterThan(0.2)
      }
    }
  })
})

describe("a line", () => {
  it("covers its length times its thickness", () => {
    const coordinate = fc.double({ min: 20, max: 80, noNaN: true })
    const point = fc.record({ x: coordinate, y: coordinate })
    const thickness = fc.double({ min: 1, max: 8, noNaN: true })
    fc.assert(
      fc.property(point, point, thickness, (from, to, thick) => {
        const length = Math.hypot(to.x - from.x, to.y - from.y)
        fc.pre(length > 10)
        const page = raster(100, 100)
        paintLine(page, from, to, { thickness: thick, colour: RED })
        // Its ends are cut along the pixels.
        expect(Math.abs(covered(page) - length * thick)).toBeLessThan(2 * thick + 1)
      }),
    )
  })

  it("in two pieces is the same as in one", () => {
    const [whole, pieces] = [raster(100, 40), raster(100, 40)]
    const [a, b, c] = [
      { x: 5, y: 5 },
      { x: 41, y: 17 },
      { x: 80, y: 30 },
    ]
    paintLine(whole, a, c, { thickness: 3, colour: RED })
    paintLine(pieces, a, b, { thickness: 3, colour: RED })
    paintLine(pieces, b, c, { thickness: 3, colour: RED })
    expect(pieces.pixels).toEqual(whole.pixels)
  })
})

describe("marks", () => {
  const transform = { scale: 1, dx: 0, dy: 0, width: 40, height: 30 }

  it("beyond the edge of the picture are cut off", () => {
    const place = fc.record({ x: fc.integer({ min: -80, max: 80 }), y: fc.integer({ min: -80, max: 80 }) })
    fc.assert(
      fc.property(
        place,
        fc.integer({ min: 0, max: SHAPES - 1 }),
        fc.integer({ min: 2, max: 20 }),
        (at, shape, size) => {
          const marks = new Marks()
          marks.shape(shape, at, size, 0xff0000)
          marks.rect({ ...at, width: size, height: size }, 0xff0000)
          marks.line(Float32Array.of(at.x, at.y, at.x + size, at.y + 3), 0, 3, 0xff0000)
          marks.times(at, 10, 2, 0xff0000)
          const [small, large] = [raster(0, 0), raster(0, 0)]
          paint(marks, transform, small)
          paint(marks, { ...transform, dx: 100, dy: 100, width: 240, height: 230 }, large)
          for (let y = 0; y < 30; y++) {
            const part = large.pixels.subarray((y + 100) * 240 + 100, (y + 100) * 240 + 140)
            expect(small.pixels.subarray(y * 40, (y + 1) * 40)).toEqual(part)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it("have another hash if anything of them differs", () => {
    const hashes = new Set<string>()
    const draw = (shape: number, x: number, radius: number, colour: number) => {
      const marks = new Marks()
      marks.shape(shape, { x, y: 2 }, radius, colour)
      hashes.add(marks.hash())
    }
    draw(0, 1, 3, 0xff0000)
    draw(1, 1, 3, 0xff0000)
    draw(0, 1.001, 3, 0xff0000)
    draw(0, 1, 3.5, 0xff0000)
    draw(0, 1, 3, 0xff0001)
    expect(hashes.size).toBe(5)
  })
})
