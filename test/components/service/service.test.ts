import { describe, expect, it } from "vitest"
import { expectDeterministic } from "../support/checks.ts"
import { type ComponentText, mistakesIn, World, type WorldOptions } from "../support/world.ts"

/** Calls of `svc.serve`, one each `everyMs`. */
function worldOf(the: ComponentText, calls: number, everyMs = 0): WorldOptions {
  return {
    components: { svc: the },
    calls: Array.from({ length: calls }, (_, index) => ({
      to: "svc",
      operation: "serve",
      atNs: index * everyMs * 1e6,
    })),
  }
}

const answeredAt = (world: World) => world.driver.answers.map(({ atNs }) => atNs / 1e6)

describe("service", () => {
  it("works on as many requests at once as it has slots, the others wait in line", () => {
    const world = new World(worldOf({ kind: "service", concurrency: 2, operations: { serve: [{ work: "10ms" }] } }, 5))
    expect(answeredAt(world.start().run())).toEqual([10, 10, 20, 20, 30])
  })

  it("shares its cores among all it works on", () => {
    const cpu = { cores: 1 }
    const world = new World(worldOf({ kind: "service", cpu, operations: { serve: [{ work: "10ms" }] } }, 3))
    expect(answeredAt(world.start().run())).toEqual([30, 30, 30])
  })

  it("takes turns on its cores where the discipline is fifo", () => {
    const cpu = { cores: 1, discipline: "fifo" }
    const world = new World(worldOf({ kind: "service", cpu, operations: { serve: [{ work: "10ms" }] } }, 3))
    expect(answeredAt(world.start().run())).toEqual([10, 20, 30])
  })

  it("refuses what no longer fits its line", () => {
    const the = { kind: "service", concurrency: 1, queue: { lengthMax: 1 }, operations: { serve: [{ work: "10ms" }] } }
    const world = new World(worldOf(the, 4)).start().run()
    expect(world.driver.answers.map(({ outcome }) => outcome).sort()).toEqual(["ok", "ok", "rejected", "rejected"])
  })

  it("switches off when idle and takes its set-up time to come back", () => {
    const the = { kind: "service", concurrency: 1, coldStart: "100ms", operations: { serve: [{ work: "10ms" }] } }
    // The second comes at 500 ms to a service that is off again.
    expect(answeredAt(new World(worldOf(the, 2, 500)).start().run())).toEqual([110, 610])
  })

  it("does nothing for the share of requests whose branch has no steps", () => {
    const choose = [{ weight: 3, steps: [] }, { steps: [{ wait: "1ms" }] }]
    const world = new World(worldOf({ kind: "service", operations: { serve: [{ choose }] } }, 4000, 10)).start().run()
    const { answers } = world.driver
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(["ok"]))
    const waited = answers.filter(({ atNs }) => atNs % 10e6 === 1e6).length
    expect(answers.filter(({ atNs }) => atNs % 10e6 === 0)).toHaveLength(4000 - waited)
    // A quarter of 4000, with a standard deviation of sqrt(4000 * 0.25 * 0.75) = 27.
    expect(Math.abs(waited - 1000)).toBeLessThan(110)
  })

  it("is deterministic", () => {
    const the = { kind: "service", concurrency: 2, operations: { serve: [{ work: "exponential 10ms" }] } }
    expectDeterministic(worldOf(the, 50, 4), 100e6)
  })

  it.each([
    [{ concurrency: 0 }, "concurrency"],
    [{ cpu: { cores: 0 } }, "cpu"],
    [{ queue: { order: "random" } }, "queue"],
    [{ operations: {} }, "operations"],
    [{ speeds: [0] }, "speeds"],
  ])("refuses %j", (wrong, member) => {
    const operations = { serve: [{ work: "1ms" }] }
    expect(mistakesIn({ kind: "service", operations, ...wrong }).join("\n")).toContain(member)
  })
})
