import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { bytesText, compactText, countText, percentText } from "../../../ui/words/numbers.ts"
import { durationText, instantText, parseInstant, spokenInstant } from "../../../ui/words/time.ts"

describe("instants", () => {
  test.each([
    [0, 1e6, "0:00.000"],
    [184.25e9, 1e6, "3:04.250"],
    [184.25e9, 1e9, "3:04"],
    [3_723.4e9, 1e8, "1:02:03.4"],
    [1_234_567, 1e3, "0:00.001234"],
    [1_234_567, 1, "0:00.001234567"],
    [59.9999e9, 1e6, "0:59.999"],
    [2e9, 5e8, "0:02.0"],
  ])("%d ns to %d ns is %s", (ns, stepNs, text) => {
    expect(instantText(ns, stepNs)).toBe(text)
  })

  test.each([
    ["3m04s", 184e9],
    ["3:04.25", 184.25e9],
    ["1:02:03", 3_723e9],
    ["184", 184e9],
    [" 250 ms ", 250e6],
    ["1h 2m 3s", 3_723e9],
    ["12us", 12_000],
    ["30%", 30e9],
    ["", null],
    ["soon", null],
    ["3 parsecs", null],
    ["1:2:3:4", null],
    ["-5", null],
  ])("%j typed is %j ns", (typed, ns) => {
    expect(parseInstant(typed, 100e9)).toBe(ns)
  })

  test("what is shown can be typed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000_000 }), (us) => {
        expect(parseInstant(instantText(us * 1e3, 1e3), 0)).toBe(us * 1e3)
      }),
    )
  })

  test.each([
    [0, "0 seconds"],
    [1e9, "1 second"],
    [60e9, "1 minute"],
    [184.25e9, "3 minutes 4.25 seconds"],
    [3_600e9, "1 hour"],
  ])("%d ns is read out as %s", (ns, text) => {
    expect(spokenInstant(ns)).toBe(text)
  })
})

test.each([
  [0, "0"],
  [12, "12 ns"],
  [1_500, "1.5 µs"],
  [4_410_000, "4.41 ms"],
  [999_900_000, "1 s"],
  [90e9, "90 s"],
  [150e9, "2m 30s"],
  [7_200e9, "2h"],
  [Number.POSITIVE_INFINITY, "–"],
])("a stretch of %d ns is %s", (ns, text) => {
  expect(durationText(ns)).toBe(text)
})

test.each([
  [7, "7"],
  [0.123, "0.12"],
  [942, "942"],
  [999.6, "1 k"],
  [1_240_000, "1.24 M"],
  [Number.NaN, "–"],
])("%d in three digits is %s", (value, text) => {
  expect(compactText(value)).toBe(text)
})

test("counts, bytes and shares", () => {
  expect([0, 999, 1_000, 12_345_678].map(countText)).toEqual(["0", "999", "1,000", "12,345,678"])
  expect([812, 1_536, 1_048_575, 3.4 * 1_048_576].map(bytesText)).toEqual(["812 B", "1.5 KiB", "1 MiB", "3.4 MiB"])
  expect([0, 0.0012, 0.104, 1].map(percentText)).toEqual(["0 %", "0.12 %", "10.4 %", "100 %"])
})
