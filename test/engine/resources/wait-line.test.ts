import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { IN_LINE, PRIORITY } from "../../../engine/frames/columns.ts"
import { NO_FRAME } from "../../../engine/frames/frames.ts"
import { Simulation } from "../../../engine/kernel/simulation.ts"
import { type Order, PRIORITIES, WaitLine } from "../../../engine/resources/wait-line.ts"

const ORDERS: readonly Order[] = ["fifo", "lifo", "priority"]

/** A line as an array for each class, front first. */
class Model {
  readonly classes: number[][]
  private readonly order: Order
  private readonly priorityOf: (frame: number) => number

  constructor(order: Order, priorityOf: (frame: number) => number) {
    this.order = order
    this.priorityOf = priorityOf
    this.classes = Array.from({ length: order === "priority" ? PRIORITIES : 1 }, () => [])
  }

  classOf(frame: number): number[] {
    const line = this.order === "priority" ? Math.min(this.priorityOf(frame), PRIORITIES - 1) : 0
    return this.classes[line] ?? []
  }

  get next(): number {
    const line = this.classes.find((one) => one.length > 0) ?? []
    return (this.order === "lifo" ? line.at(-1) : line[0]) ?? NO_FRAME
  }

  get oldest(): number {
    return this.classes.findLast((one) => one.length > 0)?.[0] ?? NO_FRAME
  }

  get length(): number {
    return this.classes.flat().length
  }

  remove(frame: number): void {
    const line = this.classOf(frame)
    line.splice(line.indexOf(frame), 1)
  }
}

const frameCount = 12
const moves = fc.array(
  fc.record({ do: fc.constantFrom("push", "push-front", "pop", "remove", "save"), frame: fc.nat(frameCount - 1) }),
  { maxLength: 60 },
)

describe("WaitLine", () => {
  it.each(ORDERS)("%s: does what an array would", (order) => {
    fc.assert(
      fc.property(
        moves,
        fc.array(fc.nat(PRIORITIES + 1), { minLength: frameCount, maxLength: frameCount }),
        (script, ranks) => {
          const frames = new Simulation().frames
          for (const rank of ranks) frames.setInt(frames.open(NO_FRAME, 0, 0), PRIORITY, rank)
          let line = new WaitLine(frames, order)
          const model = new Model(order, (frame) => ranks[frame] ?? 0)
          for (const { do: move, frame } of script) {
            const stands = model.classOf(frame).includes(frame)
            if (move === "push" && !stands) {
              line.push(frame)
              model.classOf(frame).push(frame)
            } else if (move === "push-front" && !stands) {
              line.pushFront(frame)
              model.classOf(frame).unshift(frame)
            } else if (move === "remove" && stands) {
              line.remove(frame)
              model.remove(frame)
            } else if (move === "pop") {
              const { next } = model
              expect(line.pop()).toBe(next)
              if (next !== NO_FRAME) model.remove(next)
            } else if (move === "save") {
              const saved = structuredClone(line.snapshot())
              line = new WaitLine(frames, order)
              line.restore(saved)
            }
            expect([line.peek(), line.oldest(), line.length]).toEqual([model.next, model.oldest, model.length])
            expect(frames.has(frame, IN_LINE)).toBe(model.classOf(frame).includes(frame))
          }
        },
      ),
    )
  })

  it("forgets everyone at once", () => {
    const frames = new Simulation().frames
    const line = new WaitLine(frames, "priority")
    for (const rank of [0, 3, 9]) {
      const frame = frames.open(NO_FRAME, 0, 0)
      frames.setInt(frame, PRIORITY, rank)
      line.push(frame)
    }
    line.clear()
    expect([line.length, line.peek(), line.oldest(), line.pop()]).toEqual([0, NO_FRAME, NO_FRAME, NO_FRAME])
  })
})
