import { expect, test } from "vitest"
import { firstSpeed } from "../../../ui/state/first-speed.ts"

test.each([
  ["5 ms at 800/s", 5e6, 800, 0.005],
  ["100 ms at 1000/s", 100e6, 1000, 0.1],
  ["1.5 s at 10/s", 1.5e9, 10, 1],
  ["1 ms at one in ten seconds", 1e6, 0.1, 10],
  ["1 µs at a million a second", 1e3, 1e6, 0.001],
  ["nothing", 0, 0, 0.001],
  ["an hour", 3.6e12, 1, 2000],
])("%s", (_, meanNs, perSecond, speed) => {
  expect(firstSpeed(meanNs, perSecond)).toBe(speed)
})
