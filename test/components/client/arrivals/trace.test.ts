import { expect, test } from "vitest"
import { arrivalsUntil, declaredRate } from "../support/process.ts"

const instants = (input: unknown, file: readonly number[] = []) =>
  arrivalsUntil(input, Infinity, { file, max: 8 }).map(({ atNs }) => atNs)

// [as written, instants in ns of the first eight arrivals]
test.each([
  [{ kind: "trace", at: ["0s", "1ms", "1ms", "5ms"] }, [0, 1e6, 1e6, 5e6]],
  [{ kind: "trace", at: ["5ms", "1ms"] }, [1e6, 5e6]],
  [{ kind: "trace", at: ["0s", "10ms"], speed: 4 }, [0, 2.5e6]],
  [{ kind: "trace", at: ["1ms", "3ms"], repeat: "10ms" }, [1e6, 3e6, 11e6, 13e6, 21e6, 23e6, 31e6, 33e6]],
  // In the recording's own time, so twice as fast it starts anew after 5 ms.
  [
    { kind: "trace", at: ["1ms", "3ms"], repeat: "10ms", speed: 2 },
    [5e5, 1.5e6, 5.5e6, 6.5e6, 10.5e6, 11.5e6, 15.5e6, 16.5e6],
  ],
  // What lies behind the repeat is left out; nothing may be left.
  [{ kind: "trace", at: ["1ms", "30ms"], repeat: "10ms" }, [1e6, 11e6, 21e6, 31e6, 41e6, 51e6, 61e6, 71e6]],
  [{ kind: "trace", at: ["30ms"], repeat: "10ms" }, []],
])("%j", (input, expected) => {
  expect(instants(input)).toEqual(expected)
})

test("a file's instants are its column, in order of time", () => {
  expect(instants("trace arrivals.csv", [3e6, 1e6, 2e6])).toEqual([1e6, 2e6, 3e6])
  expect(instants("trace arrivals.csv speed=0.5 repeat=4ms", [3e6])).toEqual([
    6e6, 14e6, 22e6, 30e6, 38e6, 46e6, 54e6, 62e6,
  ])
})

test("the rate it says: arrivals over its length, or over the repeat", () => {
  expect(declaredRate({ kind: "trace", at: ["1s", "2s", "4s"] })).toBeCloseTo(0.75, 12)
  expect(declaredRate({ kind: "trace", at: ["1s", "2s", "4s"], repeat: "10s", speed: 2 })).toBeCloseTo(0.6, 12)
})
