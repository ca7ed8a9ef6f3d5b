import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { FRAMES_MAX, frameTimes } from "../../../ui/share/region/frame-times.ts"

function timesOf(...region: Parameters<typeof frameTimes>): readonly number[] {
  const parsed = frameTimes(...region)
  if (!("value" in parsed)) throw new Error(parsed.mistakes[0].message)
  return parsed.value
}

describe("the frames of a region", () => {
  it.each([
    // a tenth of a second of the run is one second to watch: 4 frames of 25 ms, and the end
    ["slowed", [1e9, 1.1e9, 0.1, 4], [1e9, 1.025e9, 1.05e9, 1.075e9, 1.1e9]],
    // 1 s of the run is a tenth to watch: a frame for each third
    ["sped up", [0, 1e9, 10, 30], [0, 333_333_333, 666_666_667, 1e9]],
    ["that no whole number of steps fits", [0, 250, 1e-7, 1], [0, 100, 200, 250]],
    ["of one instant", [7, 7, 1, 30], [7]],
  ] as const)("%s", (_, [fromNs, toNs, speed, fps], times) => {
    expect(timesOf(fromNs, toNs, speed, fps)).toEqual(times)
  })

  const region = {
    fromNs: fc.nat(600_000_000_000),
    lengthNs: fc.nat(100_000_000_000),
    speed: fc.double({ min: 0.001, max: 1_000, noNaN: true }),
    fps: fc.constantFrom(10, 20, 25, 30, 50, 60),
  }

  it("go from its beginning to its end in equal steps, the last of them shorter", () => {
    fc.assert(
      fc.property(fc.record(region), ({ fromNs, lengthNs, speed, fps }) => {
        const parsed = frameTimes(fromNs, fromNs + lengthNs, speed, fps)
        fc.pre("value" in parsed)
        const times = parsed.value
        expect([times[0], times.at(-1)]).toEqual([fromNs, fromNs + lengthNs])
        const stepNs = (speed / fps) * 1e9
        const steps = times.slice(1).map((time, i) => time - (times[i] ?? 0))
        expect(steps.slice(0, -1).every((step) => Math.abs(step - stepNs) <= 1)).toBe(true)
        expect(steps.every((step) => step <= stepNs + 1)).toBe(true)
        expect(times.length).toBeLessThanOrEqual(FRAMES_MAX)
      }),
    )
  })

  it("that would be too many are a mistake, whose speed makes few enough and not much fewer", () => {
    expect(frameTimes(0, 600e9, 1, 30)).toMatchObject({ mistakes: [{ code: "E-number-range", path: ["speed"] }] })
    fc.assert(
      fc.property(fc.record(region), ({ fromNs, lengthNs, speed, fps }) => {
        const parsed = frameTimes(fromNs, fromNs + lengthNs, speed / 1_000, fps)
        fc.pre("mistakes" in parsed)
        const suggested = Number(parsed.mistakes[0].suggestion)
        expect(suggested).toBeGreaterThan(speed / 1_000)
        const { length } = timesOf(fromNs, fromNs + lengthNs, suggested, fps)
        expect(length).toBeGreaterThan(FRAMES_MAX * 0.9 - 2)
      }),
    )
  })

  it.each([
    ["an end before the beginning", [2, 1, 1, 30], "toNs"],
    ["no end", [2, Number.POSITIVE_INFINITY, 1, 30], "toNs"],
    ["no speed", [1, 2, 0, 30], "speed"],
    ["a speed that is no number", [1, 2, Number.NaN, 30], "speed"],
    ["no frames", [1, 2, 1, -30], "framesPerSecond"],
  ] as const)("with %s are a mistake", (_, [fromNs, toNs, speed, fps], path) => {
    expect(frameTimes(fromNs, toNs, speed, fps)).toMatchObject({ mistakes: [{ path: [path] }] })
  })
})
