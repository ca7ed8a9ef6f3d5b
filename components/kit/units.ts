import type { Bytes, Ns } from "../../engine/time.ts"
import { describeValue, type Mistake, mistaken, moved, type Parsed, quote } from "./mistake.ts"
import { nearest } from "./nearest.ts"
import { inBaseUnit, inUnit, type NumberText, readNumber } from "./number-text.ts"
import {
  bandwidthUnits,
  durationUnits,
  rateUnits,
  shareUnits,
  sizeUnits,
  type Unit,
  type UnitFamily,
  unitFamilies,
} from "./unit-families.ts"

/** Limits of a quantity, written as the quantity is: `{ min: "1ms" }`. */
export interface Bounds {
  readonly min?: string
  readonly max?: string
}

/** Text such as `200ms`, `1h30m` to whole nanoseconds. */
export function parseDuration(input: unknown, bounds: Bounds = {}): Parsed<Ns> {
  return parseQuantity(input, durationUnits, bounds)
}

/** Text such as `800/s`, `5/h` to a number per second. */
export function parseRate(input: unknown, bounds: Bounds = {}): Parsed<number> {
  return parseQuantity(input, rateUnits, bounds)
}

/** Text such as `64KiB`, `1.5GB` to whole bytes. */
export function parseSize(input: unknown, bounds: Bounds = {}): Parsed<Bytes> {
  return parseQuantity(input, sizeUnits, bounds)
}

/** Text such as `5%` to a fraction from 0 to 1. */
export function parseShare(input: unknown, bounds: Bounds = {}): Parsed<number> {
  return parseQuantity(input, shareUnits, bounds)
}

/** Text such as `100MB/s`, `1Gbit/s` to bytes per second. */
export function parseBandwidth(input: unknown, bounds: Bounds = {}): Parsed<number> {
  return parseQuantity(input, bandwidthUnits, bounds)
}

export function formatDuration(valueNs: Ns): string {
  return formatQuantity(valueNs, durationUnits)
}

export function formatRate(perSecond: number): string {
  return formatQuantity(perSecond, rateUnits)
}

export function formatSize(bytes: Bytes): string {
  return formatQuantity(bytes, sizeUnits)
}

export function formatShare(fraction: number): string {
  return formatQuantity(fraction, shareUnits)
}

export function formatBandwidth(bytesPerSecond: number): string {
  return formatQuantity(bytesPerSecond, bandwidthUnits)
}

/** The value of a quantity in the family's base unit, or what is wrong with it. */
export function parseQuantity(input: unknown, family: UnitFamily, bounds: Bounds = {}): Parsed<number> {
  const expected = `${family.noun} such as ${family.example}`
  const found = describeValue(input)
  if (typeof input === "number") return mistaken(unitMissing(String(input), family, found))
  if (typeof input !== "string") {
    return mistaken({ code: "E-wrong-type", message: `expected ${expected}, found ${found}`, found, expected })
  }
  const text = input.trim()
  const parts = quantityParts(text, family)
  if (!Array.isArray(parts)) return mistaken(shifted(parts, input.length - input.trimStart().length))
  return withinBounds(parts, { text, family, bounds })
}

/** The place of a mistake in the text before it was trimmed. */
function shifted(mistake: Mistake, by: number): Mistake {
  return mistake.at === undefined || by === 0 ? mistake : moved(mistake, { offset: by })
}

interface Part {
  readonly number: NumberText
  readonly unit: Unit
}

/** A number and its unit; several of them, from large to small, where the family allows it. */
function quantityParts(text: string, family: UnitFamily): Part[] | Mistake {
  const parts: Part[] = []
  let rest = text
  do {
    const number = readNumber(rest)
    if (number === undefined) return notAQuantity(text, family)
    const name = unitName(number.rest, family)
    const unit = family.units.get(name)
    if (unit === undefined) return unitMistake(text, { number, name, family })
    const before = parts.at(-1)
    if (before !== undefined && (number.isNegative || factor(unit) >= factor(before.unit)))
      return notAQuantity(text, family)
    parts.push({ number, unit })
    rest = number.rest.trimStart().slice(name.length).trimStart()
  } while (rest !== "")
  return parts
}

function factor({ tens, times, per }: Unit): number {
  return Number(`${times / per}e${tens}`)
}

/** All that follows the number, or for compounds what comes before the next digit. */
function unitName(rest: string, family: UnitFamily): string {
  const name = rest.trim()
  const next = family.isCompound ? name.search(/[\d.]/) : -1
  return next === -1 ? name : name.slice(0, next).trimEnd()
}

function withinBounds(
  parts: readonly Part[],
  the: { text: string; family: UnitFamily; bounds: Bounds },
): Parsed<number> {
  const { text, family, bounds } = the
  const exact = parts.reduce((sum, part) => sum + inBaseUnit(part.number, part.unit), 0)
  const value = (family.isWhole ? Math.round(exact) : exact) + 0 // turns -0 into 0
  if (exact < 0) return range(`must not be negative`, the, text.slice(1).trimStart())
  if (family.isWhole && (family.name === "size" ? value !== exact : value === 0 && exact !== 0)) {
    return range(`must be a whole number of ${family.name === "size" ? "bytes" : "nanoseconds"}`, the)
  }
  const min = bounds.min === undefined ? 0 : boundOf(bounds.min, family)
  if (value < min) return range(`must be at least ${bounds.min}`, the, bounds.min)
  const largest = bounds.max ?? formatQuantity(family.max, family)
  const max = bounds.max === undefined ? family.max : boundOf(bounds.max, family)
  if (!(value <= max)) return range(`must be at most ${largest}`, the, largest)
  return { value }
}

function range(rule: string, the: { text: string; family: UnitFamily }, suggestion?: string): Parsed<number> {
  return mistaken({
    code: "E-number-range",
    message: `${the.family.noun} ${rule}, found ${the.text}`,
    found: the.text,
    expected: rule,
    ...(suggestion === undefined ? {} : { suggestion }),
  })
}

/** The number of a bound. A bound is the programmer's, so a wrong one is a defect. */
function boundOf(text: string, family: UnitFamily): number {
  const parts = quantityParts(text, family)
  if (!Array.isArray(parts)) throw new RangeError(parts.message)
  return parts.reduce((sum, part) => sum + inBaseUnit(part.number, part.unit), 0)
}

function unitMissing(text: string, family: UnitFamily, found: string): Mistake {
  const number = Number(text)
  if (!Number.isFinite(number)) return notAQuantity(text, family)
  // 0.05 where a share is needed was meant as a fraction; 5 can only have been meant as percent.
  const isFraction = family.name === "share" && Math.abs(number) <= 1
  const suggestion = isFraction ? formatQuantity(number, family) : `${text}${family.usual}`
  const expected = `${family.noun} such as ${family.example}`
  const message = `expected ${expected}, found ${found} without a unit`
  return { code: "E-unit-missing", message, found, expected, suggestion }
}

function unitMistake(text: string, the: { number: NumberText; name: string; family: UnitFamily }): Mistake {
  const { number, name, family } = the
  if (name === "") {
    const isAlone = number.text === text
    return isAlone ? unitMissing(text, family, `the text ${quote(text)}`) : notAQuantity(text, family)
  }
  const expected = `${family.noun} such as ${family.example}`
  const other = unitFamilies.find((candidate) => candidate !== family && candidate.units.has(name))
  if (other !== undefined && !family.spellings.has(name)) {
    return {
      code: "E-unit-wrong",
      message: `expected ${expected}, found ${other.noun}: ${text}`,
      found: text,
      expected,
    }
  }
  const meant = family.spellings.get(name) ?? nearest(name, family.units.keys())
  const units = [...family.units.keys()].filter((unit) => unit !== "μs" && unit !== "µs").join(", ")
  const message = `unknown unit ${quote(name)}; ${family.noun} has one of ${units}`
  const at = { offset: text.lastIndexOf(name), length: name.length }
  return {
    code: "E-unit-unknown",
    message,
    found: name,
    expected: units,
    ...(meant === undefined ? {} : { at, suggestion: meant }),
  }
}

function notAQuantity(text: string, family: UnitFamily): Mistake {
  const expected = `${family.noun} such as ${family.example}`
  const found = text === "" ? "an empty text" : quote(text)
  if (/^[+-]?\.?(nan|inf|infinity)/i.test(text)) {
    return {
      code: "E-number-range",
      message: `${family.noun} must be a finite number, found ${found}`,
      found,
      expected,
    }
  }
  return { code: "E-number-invalid", message: `expected ${expected}, found ${found}`, found, expected }
}

/**
 * The shortest text that parses back to exactly the value, with at least one whole unit where that can be
 * (500ms, not 0.5s); of equally short texts the family's first unit.
 */
export function formatQuantity(value: number, family: UnitFamily): string {
  if (value === 0) return `0${family.name === "duration" ? "s" : family.usual}`
  let best: string | undefined
  for (const [name, unit] of family.units) {
    const text = inUnit(value, unit)
    const candidate = `${text}${name}`
    if (Number(text) < 1 || text.includes("e") || inBaseUnitOf(text, unit) !== value) continue
    if (best === undefined || candidate.length < best.length) best = candidate
  }
  if (best !== undefined) return best
  const unit = family.units.get(family.usual)
  return unit === undefined ? String(value) : `${inUnit(value, unit)}${family.usual}`
}

function inBaseUnitOf(text: string, unit: Unit): number {
  const number = readNumber(text)
  return number === undefined ? NaN : inBaseUnit(number, unit)
}
