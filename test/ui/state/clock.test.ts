import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { PlaybackClock, SPEED_MAX, SPEED_MIN } from "../../../ui/state/clock.ts"
import { FramePace } from "../../../ui/state/frame-loop.ts"

const SECOND = 1e9

function clockAt(tNs: number, endNs = 10 * SECOND, isOver = true): PlaybackClock {
  const clock = new PlaybackClock()
  clock.setEnd(endNs, isOver)
  clock.seek(tNs)
  return clock
}

describe("playing", () => {
  test("goes on by the speed, either way", () => {
    const clock = clockAt(2 * SECOND)
    clock.setSpeed(0.5)
    clock.play()
    clock.tick(1_000)
    expect(clock.state.tNs).toBe(2.5 * SECOND)
    clock.play(-1)
    clock.tick(2_000)
    expect(clock.state.tNs).toBe(1.5 * SECOND)
  })

  test("waits at the end of a run that grows, and stops at the end of one that does not", () => {
    const clock = clockAt(9.5 * SECOND, 10 * SECOND, false)
    clock.play()
    clock.tick(1_000)
    expect(clock.state).toMatchObject({ tNs: 10 * SECOND, isPlaying: true })
    clock.setEnd(10.2 * SECOND, true)
    clock.tick(1_000)
    expect(clock.state).toMatchObject({ tNs: 10.2 * SECOND, isPlaying: false })
  })

  test("backwards stops at the beginning", () => {
    const clock = clockAt(SECOND)
    clock.play(-1)
    expect(clock.tick(2_000)).toBe(true)
    expect(clock.state).toMatchObject({ tNs: 0, isPlaying: false })
  })

  test("from the end begins anew", () => {
    const clock = clockAt(10 * SECOND)
    clock.play()
    expect(clock.state).toMatchObject({ tNs: 0, isPlaying: true })
  })

  test("a loop is gone round both ways", () => {
    const clock = clockAt(2.9 * SECOND)
    clock.setLoop({ fromNs: 2 * SECOND, toNs: 3 * SECOND })
    clock.play()
    clock.tick(500)
    expect(clock.state.tNs).toBe(2 * SECOND)
    clock.play(-1)
    clock.tick(500)
    expect(clock.state.tNs).toBe(3 * SECOND)
  })

  test("live stays at the end, and is over with the run", () => {
    const clock = clockAt(0, SECOND, false)
    clock.follow()
    clock.setEnd(3 * SECOND, false)
    clock.tick(16)
    expect(clock.state).toMatchObject({ tNs: 3 * SECOND, isLive: true })
    clock.setEnd(4 * SECOND, true)
    clock.tick(16)
    expect(clock.state).toMatchObject({ tNs: 4 * SECOND, isLive: false, isPlaying: false })
  })

  test("an instant that another record has not reached yet is shown once it has", () => {
    const clock = clockAt(6 * SECOND)
    clock.setEnd(SECOND, false)
    expect(clock.state.tNs).toBe(SECOND)
    expect(clock.wantedNs).toBe(6 * SECOND)
    clock.play()
    expect(clock.tick(100)).toBe(false)
    clock.setEnd(7 * SECOND, false)
    expect(clock.state.tNs).toBe(6 * SECOND)
    expect(clock.tick(100)).toBe(true)
    clock.await(9 * SECOND)
    clock.seek(2 * SECOND)
    clock.setEnd(10 * SECOND, true)
    expect(clock.state.tNs).toBe(2 * SECOND)
  })

  test("an instant behind the end of a shorter run is its end", () => {
    const clock = clockAt(6 * SECOND)
    clock.setEnd(SECOND, false)
    clock.setEnd(3 * SECOND, true)
    expect(clock.state.tNs).toBe(3 * SECOND)
    clock.await(8 * SECOND)
    expect(clock.state.tNs).toBe(3 * SECOND)
  })

  test("the instant is always one of the record, whatever is done", () => {
    const ns = fc.integer({ min: -SECOND, max: 20 * SECOND })
    const deed = fc.oneof(
      ns.map((at) => (clock: PlaybackClock) => clock.seek(at)),
      fc.integer({ min: 0, max: 100 }).map((ms) => (clock: PlaybackClock) => void clock.tick(ms)),
      fc.constantFrom<1 | -1>(1, -1).map((direction) => (clock: PlaybackClock) => clock.play(direction)),
      fc.double({ min: 0, max: 1e6, noNaN: true }).map((speed) => (clock: PlaybackClock) => clock.setSpeed(speed)),
      fc.constant((clock: PlaybackClock) => clock.follow()),
      fc.integer({ min: 0, max: 12 * SECOND }).map((end) => (clock: PlaybackClock) => clock.setEnd(end)),
    )
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 30 }), (deeds) => {
        const clock = clockAt(0)
        for (const act of deeds) {
          act(clock)
          const { tNs, endNs, speed } = clock.state
          expect(tNs).toBeGreaterThanOrEqual(0)
          expect(tNs).toBeLessThanOrEqual(endNs)
          expect(speed).toBeGreaterThanOrEqual(SPEED_MIN)
          expect(speed).toBeLessThanOrEqual(SPEED_MAX)
        }
      }),
    )
  })
})

describe("frames", () => {
  /** Frames of 16 ms for so long, and how often listeners were told and how often the instant changed. */
  function play(ms: number, reducesMotion: boolean) {
    const clock = clockAt(0)
    clock.play()
    let told = 0
    let changes = 0
    clock.subscribe(() => told++)
    const pace = new FramePace(clock, 0)
    for (let nowMs = 16; nowMs <= ms; nowMs += 16) {
      const before = clock.state.tNs
      pace.frame(nowMs, reducesMotion)
      if (clock.state.tNs !== before) changes++
    }
    return { clock, told, changes }
  }

  test("move the clock each, and tell of it ten times a second", () => {
    const { clock, told, changes } = play(1_600, false)
    expect(clock.state.tNs).toBe(1.6 * SECOND)
    expect(changes).toBe(100)
    expect(told).toBeLessThanOrEqual(17)
    expect(told).toBeGreaterThanOrEqual(14)
  })

  test("with reduced motion show two still pictures a second, at the same speed", () => {
    const { clock, changes } = play(4_096, true)
    expect(changes).toBe(8)
    expect(clock.state.tNs).toBeGreaterThan(3.5 * SECOND)
    expect(clock.state.tNs).toBeLessThanOrEqual(4.1 * SECOND)
  })

  test("tell that play has stopped, however soon after the last time", () => {
    const clock = clockAt(9.99 * SECOND)
    clock.play()
    const heard: boolean[] = []
    clock.subscribe(() => heard.push(clock.state.isPlaying))
    const pace = new FramePace(clock, 0)
    for (let nowMs = 16; nowMs <= 320; nowMs += 16) pace.frame(nowMs, false)
    expect(heard.at(-1)).toBe(false)
  })

  test("a page that was hidden does not jump", () => {
    const clock = clockAt(0)
    clock.play()
    const pace = new FramePace(clock, 0)
    pace.frame(60_000, false)
    expect(clock.state.tNs).toBe(0.1 * SECOND)
  })
})
