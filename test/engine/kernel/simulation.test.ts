import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Actor, Waiting } from "../../../engine/kernel/actor.ts"
import { TIMER_KINDS } from "../../../engine/kernel/kinds.ts"
import { Simulation } from "../../../engine/kernel/simulation.ts"
import { TIME_MAX_NS } from "../../../engine/time.ts"

const TICK = TIMER_KINDS

/** Writes down each timer and does what it is told for it. */
class Log implements Actor {
  readonly sim = new Simulation()
  readonly seen: (readonly [number, number])[] = []
  private readonly react: (argument: number) => void

  constructor(react: (this: Log, argument: number) => void = () => undefined) {
    this.react = react
    this.sim.seat([this])
  }

  after(delayNs: number, argument: number): number {
    return this.sim.after(delayNs, 0, TICK, argument)
  }

  onTimer(_kind: number, argument: number): void {
    this.seen.push([this.sim.nowNs, argument])
    this.react(argument)
  }
  onRequest(): void {
    throw new Error("nobody calls a log")
  }
  onReply(): void {
    throw new Error("a log calls nobody")
  }
  onCancel(): void {
    throw new Error("nobody calls a log")
  }
  onFault(): void {
    throw new Error("a log has no faults")
  }
  snapshot(): null {
    return null
  }
  restore(): void {
    throw new Error("a log is not restored")
  }
  waiting(): readonly Waiting[] {
    return []
  }
}

/** What the event with this number does when its turn comes. Numbers are given in the order of scheduling. */
interface Deed {
  readonly delays: readonly number[]
  /** Takes back the event that many before the last scheduled. */
  readonly cancels: readonly number[]
}

const deeds = fc.array(
  fc.record({
    delays: fc.array(fc.oneof(fc.constant(0), fc.nat(4), fc.nat(1000)), { maxLength: 3 }),
    cancels: fc.array(fc.nat(5), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 120 },
)

/** The order that a list sorted by (time, sequence) gives. */
function expected(script: readonly Deed[]): (readonly [number, number])[] {
  const pending: { at: number; number: number }[] = []
  const seen: (readonly [number, number])[] = []
  let next = 0
  const act = (now: number, deed: Deed | undefined) => {
    for (const delay of deed?.delays ?? []) pending.push({ at: now + delay, number: next++ })
    for (const back of deed?.cancels ?? []) {
      const index = pending.findIndex(({ number }) => number === next - 1 - back)
      if (index >= 0) pending.splice(index, 1)
    }
  }
  act(0, { delays: [0, 3, 3, 0, 50], cancels: [] })
  while (pending.length > 0) {
    pending.sort((a, b) => a.at - b.at || a.number - b.number)
    const first = pending.shift()
    if (first === undefined) break
    seen.push([first.at, first.number])
    act(first.at, script[first.number])
  }
  return seen
}

function carriedOut(script: readonly Deed[], runs: (sim: Simulation) => void) {
  const handles: number[] = []
  function act(log: Log, deed: Deed | undefined): void {
    for (const delay of deed?.delays ?? []) handles.push(log.after(delay, handles.length))
    for (const back of deed?.cancels ?? []) log.sim.cancel(handles[handles.length - 1 - back] ?? -1)
  }
  const log = new Log(function (argument) {
    act(this, script[argument])
  })
  act(log, { delays: [0, 3, 3, 0, 50], cancels: [] })
  runs(log.sim)
  return log
}

describe("order of events", () => {
  it("is by time, then by sequence of scheduling, whatever is cancelled", () => {
    fc.assert(
      fc.property(deeds, (script) => {
        const log = carriedOut(script, (sim) => sim.run(1e9))
        expect(log.seen).toEqual(expected(script))
        expect(log.sim.digest.events).toBe(log.seen.length)
      }),
    )
  })

  it("is the same in slices of events", () => {
    fc.assert(
      fc.property(deeds, fc.array(fc.nat(7), { minLength: 1, maxLength: 10 }), (script, sizes) => {
        const whole = carriedOut(script, (sim) => sim.run(1e9))
        const sliced = carriedOut(script, (sim) => {
          for (let turn = 0; ; turn++) {
            const size = sizes[turn % sizes.length] ?? 1
            const before = sim.digest.events
            const reason = sim.run(1e9, turn < 1000 ? size : Infinity)
            if (reason !== "events") break
            expect(sim.digest.events - before).toBe(size)
          }
        })
        expect(sliced.seen).toEqual(whole.seen)
        expect(sliced.sim.digest.toText()).toBe(whole.sim.digest.toText())
      }),
    )
  })

  it("a timer for now comes behind those set earlier for the same instant", () => {
    const log = new Log(function (argument) {
      if (argument === 1) this.after(0, 9)
    })
    log.after(5, 1)
    log.after(5, 2)
    log.sim.run(10)
    expect(log.seen).toEqual([
      [5, 1],
      [5, 2],
      [5, 9],
    ])
  })

  it("one that is taken back within its instant does not fire, and counts as no event", () => {
    let second = -1
    const log = new Log(function (argument) {
      if (argument !== 1) return
      second = this.after(0, 2)
      expect(this.sim.remainingNs(second)).toBe(0)
      expect(this.sim.cancel(second)).toBe(true)
      expect(this.sim.cancel(second)).toBe(false)
      expect(this.sim.remainingNs(second)).toBe(-1)
      this.after(0, 3)
    })
    log.after(1, 1)
    log.sim.run(10)
    expect(log.seen).toEqual([
      [1, 1],
      [1, 3],
    ])
    expect(log.sim.digest.events).toBe(2)
    expect(log.sim.cancel(second)).toBe(false)
  })

  it("tells how long a timer has left", () => {
    const log = new Log()
    const timer = log.after(100, 1)
    log.sim.run(30)
    expect(log.sim.remainingNs(timer)).toBe(70)
    log.sim.cancel(timer)
    expect(log.sim.remainingNs(timer)).toBe(-1)
    expect(log.sim.run(200)).toBe("idle")
    expect(log.seen).toEqual([])
  })
})

describe("run", () => {
  it("goes up to and including its end, and the clock stands there", () => {
    const log = new Log()
    for (const at of [9, 10, 10, 11]) log.after(at, at)
    expect(log.sim.run(10)).toBe("until")
    expect([log.seen.length, log.sim.nowNs]).toEqual([3, 10])
    expect(log.sim.run(10.5)).toBe("until")
    expect(log.sim.run(20)).toBe("idle")
    expect([log.seen.length, log.sim.nowNs]).toEqual([4, 20])
  })

  it("takes up an instant where the last slice of events broke off", () => {
    const log = new Log()
    for (const at of [10, 10, 10]) log.after(at, at)
    expect(log.sim.run(10, 2)).toBe("events")
    expect(log.seen).toHaveLength(2)
    expect(log.sim.run(10)).toBe("idle")
    expect(log.seen).toHaveLength(3)
  })

  it("stops after the event that halts it", () => {
    const log = new Log(function (argument) {
      if (argument === 2) this.sim.halted = "limit:test"
    })
    for (const at of [1, 2, 3]) log.after(at, at)
    expect(log.sim.run(10)).toBe("halted")
    expect([log.seen.length, log.sim.nowNs]).toEqual([2, 2])
  })

  it.each([-1, Number.NaN])("refuses a timer %d ns from now", (delayNs) => {
    expect(() => new Log().after(delayNs, 0)).toThrow("a timer lies in the past")
  })

  it("sets a timer that no run can reach to the last instant, behind what comes before", () => {
    const log = new Log()
    log.after(TIME_MAX_NS + 2, 1)
    log.after(TIME_MAX_NS - 1, 2)
    const late = log.after(Number.POSITIVE_INFINITY, 3)
    log.sim.run(1e15)
    expect([log.seen, log.sim.remainingNs(late)]).toEqual([[], TIME_MAX_NS - 1e15])
    expect(log.sim.cancel(late)).toBe(true)
    log.sim.run(TIME_MAX_NS)
    expect(log.seen).toEqual([
      [TIME_MAX_NS - 1, 2],
      [TIME_MAX_NS, 1],
    ])
  })
})

describe("digest", () => {
  const digestOf = (events: readonly (readonly [number, number])[]) => {
    const log = new Log()
    for (const [delay, argument] of events) log.after(delay, argument)
    log.sim.run(1e15)
    return log.sim.digest.toText()
  }

  it("is 16 hexadecimal digits, different for each change of one event", () => {
    const events = Array.from({ length: 40 }, (_, number) => [number * 1000 + 5, number % 7] as const)
    const changed = events.flatMap(([delay, argument], at) =>
      [[delay + 1, argument] as const, [delay, argument + 1] as const, [delay + 2 ** 32, argument] as const].map(
        (event) => digestOf(events.with(at, event)),
      ),
    )
    const fewer = events.map((_, at) => digestOf(events.toSpliced(at, 1)))
    const all = [digestOf(events), ...changed, ...fewer]
    expect(new Set(all).size).toBe(all.length)
    for (const digest of all) expect(digest).toMatch(/^[0-9a-f]{16}$/)
  })

  it("hears of the order of events at one instant", () => {
    expect(
      digestOf([
        [1, 1],
        [1, 2],
      ]),
    ).not.toBe(
      digestOf([
        [1, 2],
        [1, 1],
      ]),
    )
  })
})
