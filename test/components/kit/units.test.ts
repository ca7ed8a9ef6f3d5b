import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Parsed } from "../../../components/kit/mistake.ts"
import { unitFamilies } from "../../../components/kit/unit-families.ts"
import {
  formatBandwidth,
  formatDuration,
  formatQuantity,
  formatRate,
  formatShare,
  formatSize,
  parseBandwidth,
  parseDuration,
  parseQuantity,
  parseRate,
  parseShare,
  parseSize,
} from "../../../components/kit/units.ts"

function outcome<Value>(parsed: Parsed<Value>): Value | string {
  return "value" in parsed ? parsed.value : parsed.mistakes[0].code
}

describe("values", () => {
  it.each([
    ["200ms", 200e6],
    ["1.1ms", 1_100_000], // 1.1 * 1e6 is 1100000.0000000002 in doubles
    ["0s", 0],
    ["1h30m", 5_400e9],
    ["1m 30s", 90e9],
    ["1d2h3m4s5ms6us7ns", 93_784_005_006_007],
    ["300us", 300e3],
    ["300µs", 300e3],
    ["1e3ms", 1e9],
    [" 5 s ", 5e9],
    ["+2s", 2e9],
    [".5s", 5e8],
    ["0.6ns", 1],
  ])("duration %s", (text, ns) => {
    expect(outcome(parseDuration(text))).toBe(ns)
  })

  it.each([
    ["800/s", 800],
    ["100/m", 100 / 60],
    ["5/h", 5 / 3600],
    ["2/d", 2 / 86400],
    ["1e3/s", 1000],
    ["800 /s", 800],
  ])("rate %s", (text, perSecond) => {
    expect(outcome(parseRate(text))).toBe(perSecond)
  })

  it.each([
    ["64KiB", 65536],
    ["1.5GB", 1.5e9],
    ["1GiB", 1073741824],
    ["0.1kB", 100],
    ["7B", 7],
  ])("size %s", (text, bytes) => {
    expect(outcome(parseSize(text))).toBe(bytes)
  })

  it.each([
    ["5%", 0.05],
    ["0.01%", 0.0001],
    ["99.9%", 0.999], // 99.9 / 100 is 0.9990000000000001
    ["100%", 1],
    ["0%", 0],
  ])("share %s", (text, fraction) => {
    expect(outcome(parseShare(text))).toBe(fraction)
  })

  it.each([
    ["100MB/s", 1e8],
    ["1Gbit/s", 125e6],
    ["1KiB/s", 1024],
  ])("bandwidth %s", (text, bytesPerSecond) => {
    expect(outcome(parseBandwidth(text))).toBe(bytesPerSecond)
  })
})

describe("mistakes and their repairs", () => {
  it.each([
    // parser, input, code, suggestion
    [parseDuration, 200, "E-unit-missing", "200ms"],
    [parseDuration, "200", "E-unit-missing", "200ms"],
    [parseRate, 800, "E-unit-missing", "800/s"],
    [parseSize, 64, "E-unit-missing", "64B"],
    [parseShare, 0.05, "E-unit-missing", "5%"],
    [parseShare, "0.05", "E-unit-missing", "5%"],
    [parseShare, 5, "E-unit-missing", "5%"],
    [parseShare, 1, "E-unit-missing", "100%"],
    [parseDuration, "5sec", "E-unit-unknown", "s"],
    [parseDuration, "5 minutes", "E-unit-unknown", "m"],
    [parseDuration, "1h30min", "E-unit-unknown", "m"],
    [parseRate, "800rps", "E-unit-unknown", "/s"],
    [parseSize, "64Mi", "E-unit-unknown", "MiB"],
    [parseSize, "64KB", "E-unit-unknown", "kB"],
    [parseBandwidth, "10Gbps", "E-unit-unknown", "Gbit/s"],
    [parseDuration, "5parsecs", "E-unit-unknown", undefined],
    [parseDuration, "5/s", "E-unit-wrong", undefined],
    [parseRate, "5ms", "E-unit-wrong", undefined],
    [parseSize, "5%", "E-unit-wrong", undefined],
    [parseDuration, "-5ms", "E-number-range", "5ms"],
    [parseShare, "120%", "E-number-range", "100%"],
    [parseDuration, "200d", "E-number-range", "104d"],
    [parseDuration, "0.1ns", "E-number-range", undefined],
    [parseSize, "0.5B", "E-number-range", undefined],
    [parseDuration, "NaN", "E-number-range", undefined],
    [parseDuration, "Infinityms", "E-number-range", undefined],
    [parseDuration, Number.NaN, "E-number-range", undefined],
    [parseDuration, "1e999s", "E-number-range", "104d"],
    [parseDuration, "fast", "E-number-invalid", undefined],
    [parseDuration, "", "E-number-invalid", undefined],
    [parseDuration, "5ms5s", "E-number-invalid", undefined],
    [parseDuration, "1m30", "E-number-invalid", undefined],
    [parseDuration, ["5ms"], "E-wrong-type", undefined],
    [parseDuration, null, "E-wrong-type", undefined],
  ])("%o %o is %s", (parse, input, code, suggestion) => {
    const parsed: Parsed<number> = parse(input)
    if ("value" in parsed) throw new Error(`accepted as ${parsed.value}`)
    const [mistake] = parsed.mistakes
    expect([mistake.code, mistake.suggestion]).toEqual([code, suggestion])
    if (typeof suggestion !== "string" || typeof input === "object") return
    const text = String(input)
    const { offset, length } = mistake.at ?? { offset: 0, length: text.length }
    const repaired = text.slice(0, offset) + suggestion + text.slice(offset + length)
    expect(outcome(parse(repaired))).toBeTypeOf("number")
  })

  it("says what was expected and what was found", () => {
    expect(parseDuration(200)).toMatchObject({
      mistakes: [{ message: "expected a duration such as 200ms, found the number 200 without a unit" }],
    })
    expect(parseDuration("5/s")).toMatchObject({
      mistakes: [{ message: "expected a duration such as 200ms, found a rate: 5/s" }],
    })
  })

  it("points at the unit, also behind leading spaces", () => {
    expect(parseDuration("  5sec")).toMatchObject({ mistakes: [{ at: { offset: 3, length: 3 } }] })
  })

  it("keeps to bounds and proposes the bound", () => {
    const bounds = { min: "1ms", max: "1h" }
    expect(outcome(parseDuration("1ms", bounds))).toBe(1e6)
    expect(outcome(parseDuration("1h", bounds))).toBe(3600e9)
    expect(parseDuration("999us", bounds)).toMatchObject({ mistakes: [{ code: "E-number-range", suggestion: "1ms" }] })
    expect(parseDuration("61m", bounds)).toMatchObject({ mistakes: [{ code: "E-number-range", suggestion: "1h" }] })
  })
})

describe("formatting", () => {
  it.each([
    [formatDuration, 200e6, "200ms"],
    [formatDuration, 90e9, "90s"],
    [formatDuration, 600e9, "10m"],
    [formatDuration, 0, "0s"],
    [formatDuration, 500e6, "500ms"],
    [formatDuration, 1_234_567, "1234567ns"],
    [formatDuration, 1_500e6, "1.5s"],
    [formatRate, 800, "800/s"],
    [formatRate, 100 / 60, "100/m"],
    [formatRate, 2 / 86400, "2/d"],
    [formatSize, 65536, "64KiB"],
    [formatSize, 64000, "64kB"],
    [formatSize, 0, "0B"],
    [formatShare, 0.999, "99.9%"],
    [formatShare, 0.0001, "0.01%"],
    [formatShare, 0, "0%"],
    [formatShare, 6.777864779658584e-31, "6.777864779658584e-29%"], // shifted as a double it would end in 3
    [formatBandwidth, 12.5e9, "12.5GB/s"],
    [formatBandwidth, 1e8, "100MB/s"],
  ])("%o %d is %s", (format: (value: number) => string, value, text) => {
    expect(format(value)).toBe(text)
  })

  it.each(unitFamilies.map((family) => [family.name, family] as const))(
    "%s: text gives back the value",
    (_, family) => {
      const value = family.isWhole
        ? fc.maxSafeNat().map((n) => n % family.max)
        : fc.double({ min: 0, max: family.max, noNaN: true })
      fc.assert(
        fc.property(value, (number) => {
          const back = outcome(parseQuantity(formatQuantity(number, family), family))
          // Rates divide by 60, 3600 or 86400 and back, which may round once; shares only shift digits.
          const tolerance = family.isWhole || family.name === "share" ? 0 : number * 2 ** -52
          expect(Math.abs(Number(back) - number)).toBeLessThanOrEqual(tolerance)
        }),
      )
    },
  )

  it("never throws for any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+.\deE msdh%/KMGiB]{0,12}$/)), (text) => {
        for (const family of unitFamilies) {
          const parsed = parseQuantity(text, family)
          if ("value" in parsed) expect(parsed.value >= 0 && parsed.value <= family.max).toBe(true)
        }
      }),
    )
  })
})
