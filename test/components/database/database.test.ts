import { describe, expect, it } from "vitest"
import { expectDeterministic } from "../support/checks.ts"
import { mistakesIn, World, type WorldOptions } from "../support/world.ts"

const insert = [{ work: "4ms" }]
const update = [{ lock: "row" }, { work: "10ms" }]

function worldOf(
  the: object,
  calls: { atNs: number; operation?: string; key?: number }[],
  againUntilNs = 0,
): WorldOptions {
  return {
    components: { ledger: { kind: "database", operations: { insert, update }, ...the } },
    calls: calls.map((call) => ({ to: "ledger", operation: "insert", ...call })),
    againUntilNs,
  }
}

const atOnce = (count: number, operation = "insert", key: (index: number) => number = () => 7) =>
  Array.from({ length: count }, (_, index) => ({ atNs: 0, operation, key: key(index) }))

/** Completions a second of so many clients that ask again at once, for two seconds. */
function throughput(the: object, clients: number): number {
  const untilNs = 2e9
  const world = new World(worldOf(the, atOnce(clients), untilNs)).start().run(untilNs)
  return world.driver.answers.length / 2
}

describe("database", () => {
  // PostgreSQL 15 behind pgbouncer with a pool of 4 (oracle B11): X = min(N, 4) / S, R = max(1, N / 4) S.
  it.each([
    [1, 250, 4e6],
    [4, 1000, 4e6],
    [8, 1000, 8e6],
    [16, 1000, 16e6],
  ])("with a pool of 4 and 4 ms, %i clients get %i/s", (clients, perSecond, latencyNs) => {
    const world = new World(worldOf({ pool: 4 }, atOnce(clients), 2e9)).start().run(2e9)
    expect(world.driver.answers.length / 2).toBeCloseTo(perSecond, -1)
    const last = world.driver.answers.at(-1)
    expect((last?.atNs ?? 0) - (last?.startedNs ?? 0)).toBe(latencyNs)
  })

  it("books the wait for a connection as pool wait, and that for a row as queueing", () => {
    const waits = (the: object, operation: string) =>
      new World(worldOf(the, atOnce(3, operation)))
        .start()
        .run()
        .driver.answers.map(({ pooledNs, queuedNs }) => [pooledNs, queuedNs])
    expect(waits({ pool: 1 }, "insert")).toEqual([
      [0, 0],
      [4e6, 0],
      [8e6, 0],
    ])
    expect(waits({}, "update")).toEqual([
      [0, 0],
      [0, 10e6],
      [0, 20e6],
    ])
  })

  it("measures waits for connections and rows", () => {
    const world = new World(worldOf({ pool: 2 }, atOnce(4, "update"))).start().run()
    // Ends at 10, 20, 30, 40 ms. The third has a connection from 10 ms, the fourth from 20; all but the first wait
    // 10 ms for the row.
    expect(world.latencies("ledger.wait")).toEqual({ count: 4, sumNs: 30e6 })
    expect(world.latencies("ledger.lockWait")).toEqual({ count: 4, sumNs: 30e6 })
  })

  it("has 100 connections unless told otherwise", () => {
    const { answers } = new World(worldOf({}, atOnce(101))).start().run().driver
    expect(answers.filter(({ atNs }) => atNs === 4e6)).toHaveLength(100)
    expect(answers.filter(({ atNs }) => atNs === 8e6)).toHaveLength(1)
  })

  it("lets one operation at a time at a row, in order, and others pass", () => {
    const keys = [1, 1, 2, 1]
    const world = new World(
      worldOf(
        {},
        atOnce(4, "update", (index) => keys[index] ?? 0),
      ),
    )
      .start()
      .run()
    const ends = [...world.driver.answers].sort((left, right) => left.call - right.call).map(({ atNs }) => atNs)
    expect(ends).toEqual([10e6, 20e6, 10e6, 30e6])
  })

  it("locks from the step on, and to the end of the operation", () => {
    const operations = { move: [{ work: "5ms" }, { lock: "row" }, { work: "1ms" }, { wait: "2ms" }] }
    const { answers } = new World(worldOf({ operations }, atOnce(3, "move"))).start().run().driver
    // All work 5 ms at once; then 3 ms each in turn.
    expect(answers.map(({ atNs }) => atNs)).toEqual([8e6, 11e6, 14e6])
  })

  it("frees the lock of an operation that fails", () => {
    const operations = { move: [{ lock: "row" }, { work: "3ms" }, { fail: "error" }] }
    const world = new World(worldOf({ operations }, atOnce(3, "move"))).start().run()
    expect(world.driver.answers.map(({ atNs, outcome }) => [atNs, outcome])).toEqual([
      [3e6, "error"],
      [6e6, "error"],
      [9e6, "error"],
    ])
    expect(world.sim.frames.live).toBe(0)
  })

  it("forgets locks and connections in a crash", () => {
    const world = new World(worldOf({}, [...atOnce(5, "update"), { atNs: 20.5e6, operation: "update", key: 7 }]))
    world.start().run(15e6)
    world.actorOf("ledger").onFault("crash", true, 0)
    world.actorOf("ledger").onFault("crash", false, 0)
    world.run()
    expect(world.driver.answers.map(({ outcome }) => outcome)).toEqual(["ok", "lost", "lost", "lost", "lost", "ok"])
    expect(world.driver.answers.at(-1)?.atNs).toBe(30.5e6)
    expect(world.sim.frames.live).toBe(0)
  })

  // Gunther's law, oracle S01: C(n) = n / (1 + alpha (n - 1) + beta n (n - 1)), alpha 0.05, beta 0.0005.
  // Steady loops of constant work keep n at work all the time; only the first second's start differs.
  it.each([
    [1, 1],
    [16, 8.55614973262032],
    [44, 44 / (1 + 0.05 * 43 + 0.0005 * 44 * 43)],
    [90, 90 / (1 + 0.05 * 89 + 0.0005 * 90 * 89)],
  ])("scales as the universal law says with %i connections", (clients, capacity) => {
    const alone = throughput({ contention: { alpha: 0.05, beta: 0.0005 } }, 1)
    const measured = throughput({ contention: { alpha: 0.05, beta: 0.0005 } }, clients) / alone
    expect(Math.abs(measured / capacity - 1)).toBeLessThan(0.02)
  })

  it("scales without end when nothing is contended", () => {
    expect(throughput({}, 64) / throughput({}, 1)).toBeCloseTo(64, 1)
  })

  it("calls others as a service does", () => {
    const world = new World({
      components: {
        ledger: { kind: "database", operations: { insert: [{ work: "1ms" }, { call: "disk.write" }] } },
        disk: { kind: "service", operations: { write: [{ work: "2ms" }] } },
      },
      calls: [{ atNs: 0, to: "ledger", operation: "insert" }],
    })
    expect(
      world
        .start()
        .run()
        .driver.answers.map(({ atNs }) => atNs),
    ).toEqual([3e6])
  })

  it("can be run twice, cut and put together", () => {
    const operations = { update: [{ work: "exponential 2ms" }, { lock: "row" }, { work: "exponential 3ms" }] }
    const calls = Array.from({ length: 200 }, (_, index) => ({
      atNs: index * 1e6,
      operation: "update",
      key: index % 5,
    }))
    expectDeterministic(worldOf({ pool: 8, operations, contention: { alpha: 0.1 }, cpu: { cores: 2 } }, calls), 100.5e6)
  })

  const withSteps = (...steps: unknown[]) => ({ kind: "database", operations: { op: steps } })
  it.each([
    [{ kind: "database" }, 'missing key "operations"'],
    [withSteps(), "operations.op: "],
    [{ ...withSteps({ work: "1ms" }), pool: 0 }, "pool: "],
    [withSteps({ lock: "table" }), "operations.op.0.lock: "],
    [
      withSteps({ look: "row" }),
      'operations.op.0.look: unknown step "look"; there are work, call, wait, then, parallel, choose, repeat, fail, cache-aside, sequence, lock',
    ],
    [
      withSteps({ parallel: [{ work: "1ms" }, { sequence: [{ lock: "row" }] }] }),
      "operations.op.0.parallel.1.sequence.0.lock: a row is locked before",
    ],
    [
      withSteps({ repeat: { times: 2, steps: [{ parallel: [{ lock: "row" }] }] } }),
      "operations.op.0.repeat.steps.0.parallel.0.lock: ",
    ],
    [{ ...withSteps({ work: "1ms" }), contention: { alpha: 2 } }, "contention.alpha: "],
    [{ kind: "service", operations: { op: [{ lock: "row" }] } }, "operations.op.0.lock: unknown step"],
  ])("refuses %j", (text, message) => {
    expect(mistakesIn(text).join("\n")).toContain(message)
  })
})
