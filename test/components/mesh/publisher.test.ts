import { describe, expect, it } from "vitest"
import { Board } from "../../../components/mesh/board.ts"
import { ControlPlane } from "../../../components/mesh/control-plane.ts"
import { Publisher } from "../../../components/mesh/publisher.ts"
import { type Actor, CountMetric, type Plain, Simulation, TIMER_KINDS } from "../../../engine/index.ts"

const MS = 1e6

/** Tells a publisher of a change at each of some times. */
class Changes implements Actor {
  private readonly publisher: Publisher

  constructor(publisher: Publisher) {
    this.publisher = publisher
  }

  onTimer(): void {
    this.publisher.noteChange()
  }

  onRequest(): void {}
  onReply(): void {}
  onCancel(): void {}
  onFault(): void {}
  restore(): void {}

  snapshot(): Plain {
    return null
  }

  waiting() {
    return []
  }
}

/** When changes are published, in ms, and when the first of them was made. */
function published(changesMs: readonly number[], { crash }: { crash?: readonly [fromMs: number, toMs: number] } = {}) {
  const sim = new Simulation()
  const board = new Board()
  const plane = new ControlPlane(sim, 0, { board, atOnce: 25, pushes: new CountMetric(sim.clock) })
  const seen: (readonly [atMs: number, firstMs: number])[] = []
  const publish = plane.publish.bind(plane)
  plane.publish = (changedAtNs) => {
    seen.push([sim.nowNs / MS, changedAtNs / MS])
    publish(changedAtNs)
  }
  const publisher = new Publisher(sim, 0, { board, plane, quietNs: 100 * MS, waitNs: 10_000 * MS })
  sim.seat([publisher, new Changes(publisher)])
  for (const atMs of changesMs) sim.after(atMs * MS, 1, TIMER_KINDS, 0)
  if (crash !== undefined) {
    sim.run(crash[0] * MS)
    publisher.onFault("crash", true, 0)
    sim.run(crash[1] * MS)
    publisher.onFault("crash", false, 0)
  }
  sim.run(60_000 * MS)
  return seen
}

describe("publisher", () => {
  it.each([
    ["one change, a tenth of a second later", [1000], [[1100, 1000]]],
    ["two changes close together, once", [1000, 1060], [[1160, 1000]]],
    [
      "two changes apart, twice",
      [1000, 2000],
      [
        [1100, 1000],
        [2100, 2000],
      ],
    ],
  ])("%s", (_, changes, expected) => {
    expect(published(changes)).toEqual(expected)
  })

  // Istio's debounce: events every 50 ms for 15 s are first published after 10 s, give or take one wait.
  it("waits no longer than the longest wait, however many come", () => {
    const seen = published(Array.from({ length: 301 }, (_, index) => 1000 + index * 50))
    expect(seen).toHaveLength(2)
    expect(seen[0]?.[0]).toBeGreaterThanOrEqual(11_000)
    expect(seen[0]?.[0]).toBeLessThanOrEqual(11_100)
    expect(seen[0]?.[1]).toBe(1000)
    expect(seen[1]?.[0]).toBe(16_100)
  })

  it("forgets changes in a crash, and publishes what there is when it is back", () => {
    expect(published([1000, 1500], { crash: [1050, 2000] })).toEqual([[2000, 0]])
  })
})
