import type { Unit } from "./unit-families.ts"

/** A decimal number at the start of a text, and what follows it. */
export interface NumberText {
  /** As written, without sign and exponent. */
  readonly digits: string
  readonly exponent: number
  readonly isNegative: boolean
  /** As written, with sign and exponent. */
  readonly text: string
  readonly rest: string
}

const number = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,4}))?/

export function readNumber(text: string): NumberText | undefined {
  const match = number.exec(text)
  if (match === null) return undefined
  const [whole, sign, digits = "", exponent] = match
  return {
    digits,
    exponent: exponent === undefined ? 0 : Number(exponent),
    isNegative: sign === "-",
    text: whole,
    rest: text.slice(whole.length),
  }
}

/** The number in the base unit, rounded once where the unit is a power of ten. */
export function inBaseUnit(number: NumberText, { tens, times, per }: Unit): number {
  const magnitude = (Number(`${number.digits}e${number.exponent + tens}`) * times) / per
  return number.isNegative ? -magnitude : magnitude
}

/** A value of the base unit in `unit`, as a short decimal text that reads back as the same value. */
export function inUnit(value: number, { tens, times, per }: Unit): string {
  const scaled = (value * per) / times
  const [digits = "", exponent = "0"] = String(scaled).split("e")
  const shifted = `${digits}e${Number(exponent) - tens}`
  // Shifting rounds where the shifted digits are no double; the exponent form never does.
  const text = String(Number(shifted))
  const [textDigits = "", textExponent = "0"] = text.split("e")
  return Number(`${textDigits}e${Number(textExponent) + tens}`) === scaled ? text : shifted
}
