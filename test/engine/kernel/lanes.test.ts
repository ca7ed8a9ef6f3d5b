import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Lanes } from "../../../engine/kernel/lanes.ts"
import { PLACE_LANE } from "../../../engine/queue/event-columns.ts"
import { EventPool, type TimerHandle } from "../../../engine/queue/event-pool.ts"
import { LadderQueue } from "../../../engine/queue/ladder-queue.ts"

interface Fired {
  readonly atNs: number
  readonly id: number
}

/** Pool, queue and lanes with the kernel's few lines about them. */
class Clockwork {
  readonly pool = new EventPool()
  readonly queue = new LadderQueue(this.pool)
  readonly lanes = new Lanes(this.pool, this.queue)
  nowNs = 0

  set(delayNs: number, id: number): TimerHandle {
    const lane = this.lanes.laneFor(delayNs)
    const slot = this.pool.allocate(this.nowNs + delayNs, 0, 0, id)
    this.lanes.append(lane, slot)
    return this.pool.handle(slot)
  }

  setInQueue(delayNs: number, id: number): TimerHandle {
    const slot = this.pool.allocate(this.nowNs + delayNs, 0, 0, id)
    this.queue.insert(slot)
    return this.pool.handle(slot)
  }

  cancel(handle: TimerHandle): boolean {
    const slot = this.pool.slotOf(handle)
    if (slot < 0) return false
    if (this.pool.placeOf(slot) === PLACE_LANE) this.lanes.unlink(slot)
    else this.queue.remove(slot)
    this.pool.free(slot)
    return true
  }

  /** Everything up to and including `untilNs`, in order. */
  runTo(untilNs: number): Fired[] {
    const fired: Fired[] = []
    while (this.queue.firstTimeNs() <= untilNs) {
      this.nowNs = this.queue.firstTimeNs()
      let slot = this.queue.pop()
      if (this.pool.actorOf(slot) < 0) slot = this.lanes.surface(slot)
      if (slot < 0) continue
      fired.push({ atNs: this.nowNs, id: this.pool.argumentOf(slot) })
      this.pool.free(slot)
    }
    this.nowNs = untilNs
    return fired
  }

  reload(): Clockwork {
    const saved = structuredClone([this.pool.snapshot(), this.queue.snapshot(), this.lanes.snapshot()] as const)
    const copy = new Clockwork()
    copy.pool.restore(saved[0])
    copy.queue.restore(saved[1])
    copy.lanes.restore(saved[2])
    copy.nowNs = this.nowNs
    return copy
  }
}

describe("Lanes", () => {
  it("fire in the order they were set, one entry in the main queue for each delay", () => {
    const clock = new Clockwork()
    for (let id = 0; id < 100; id++) {
      clock.set(1000, id)
      clock.runTo(clock.nowNs + 3)
    }
    expect(clock.queue.size).toBe(1)
    expect(clock.runTo(2000)).toEqual(Array.from({ length: 100 }, (_, id) => ({ atNs: 1000 + 3 * id, id })))
    expect([clock.queue.size, clock.pool.live]).toEqual([0, 2])
  })

  it("move an early entry on when the timer it was made for is cancelled", () => {
    const clock = new Clockwork()
    const first = clock.set(100, 1)
    clock.runTo(50)
    clock.set(100, 2)
    expect(clock.cancel(first)).toBe(true)
    expect(clock.queue.firstTimeNs()).toBe(100)
    expect(clock.runTo(149)).toEqual([])
    expect(clock.queue.firstTimeNs()).toBe(150)
    expect(clock.runTo(150)).toEqual([{ atNs: 150, id: 2 }])
  })

  it("leave the main queue when they are empty, and come back", () => {
    const clock = new Clockwork()
    const only = clock.set(100, 1)
    expect([clock.cancel(only), clock.cancel(only), clock.queue.size]).toEqual([true, false, 1])
    expect(clock.runTo(100)).toEqual([])
    expect(clock.queue.size).toBe(0)
    clock.set(100, 2)
    expect(clock.runTo(200)).toEqual([{ atNs: 200, id: 2 }])
  })

  it("break ties between lanes and the main queue by the sequence of setting", () => {
    const clock = new Clockwork()
    clock.set(30, 1)
    clock.setInQueue(30, 2)
    clock.runTo(10)
    clock.set(20, 3)
    clock.set(20, 4)
    clock.setInQueue(20, 5)
    clock.runTo(20)
    clock.set(10, 6)
    clock.setInQueue(10, 7)
    clock.set(20, 8)
    expect(clock.runTo(30).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(clock.runTo(40)).toEqual([{ atNs: 40, id: 8 }])
  })

  it("do not grow: 2,500 time-outs of 30 s, cancelled and set again 100,000 times", () => {
    const clock = new Clockwork()
    const handles = Array.from({ length: 2500 }, (_, id) => clock.set(30e9, id))
    let queuedMost = 0
    let fired = 0
    let refused = 0
    for (let round = 0; round < 100_000; round++) {
      // 1 ms from one to the next: 100 s in all, so each is renewed every 2.5 s.
      fired += clock.runTo(clock.nowNs + 1e6).length
      const open = round % 2500
      if (!clock.cancel(handles[open] ?? -1)) refused++
      handles[open] = clock.set(30e9, open)
      queuedMost = Math.max(queuedMost, clock.queue.size)
    }
    // The timers, and two slots of the lane.
    expect(clock.pool.live).toBe(2502)
    expect(clock.pool.columns.byteLength).toBe(4096 * 32)
    expect([queuedMost, fired, refused]).toEqual([1, 0, 0])
  })

  it("agree with a sorted list under setting, cancelling, running, and snapshots between", () => {
    const step = fc.record({
      do: fc.constantFrom("lane", "lane", "queue", "cancel", "run", "reload"),
      pick: fc.nat({ max: 1000 }),
    })
    const delaysNs = [1, 5, 6, 40] as const
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let clock = new Clockwork()
        let expected: Fired[] = []
        const handles: TimerHandle[] = []
        const run = (untilNs: number) => {
          const due = expected.filter(({ atNs }) => atNs <= untilNs).sort((a, b) => a.atNs - b.atNs || a.id - b.id)
          expect(clock.runTo(untilNs)).toEqual(due)
          expected = expected.filter(({ atNs }) => atNs > untilNs)
        }
        for (const each of steps) {
          const delayNs = delaysNs[each.pick % 4] ?? 1
          if (each.do === "run") run(clock.nowNs + (each.pick % 9))
          else if (each.do === "reload") clock = clock.reload()
          else if (each.do === "cancel") {
            const id = each.pick % Math.max(1, handles.length)
            const isPending = expected.some((event) => event.id === id)
            expect(clock.cancel(handles[id] ?? -1)).toBe(isPending)
            expected = expected.filter((event) => event.id !== id)
          } else {
            const id = handles.length
            handles.push(each.do === "lane" ? clock.set(delayNs, id) : clock.setInQueue(delayNs, id))
            expected.push({ atNs: clock.nowNs + delayNs, id })
          }
        }
        run(1e6)
        expect(clock.pool.live).toBe(2 * clock.lanes.count)
        expect(clock.queue.size).toBe(0)
      }),
      { numRuns: 200 },
    )
  })
})
