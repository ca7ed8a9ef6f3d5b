/** Texts of simulated time, which is counted in ns, and what people type for it. */

const SECOND = 1e9
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/**
 * An instant as a clock shows it: "3:04.250", "1:02:03.400", below a second too. `stepNs` says how fine: an instant that
 * is told to the microsecond has six places.
 */
export function instantText(ns: number, stepNs = 1e6): string {
  const places = stepNs >= SECOND ? 0 : Math.min(9, Math.ceil(-Math.log10(stepNs / SECOND) - 1e-9))
  const unitNs = Math.round(SECOND / 10 ** places)
  const units = Math.floor(Math.max(0, ns) / unitNs)
  const perSecond = 10 ** places
  const whole = Math.floor(units / perSecond)
  const rest = places === 0 ? "" : `.${String(units % perSecond).padStart(places, "0")}`
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (part: number) => String(part).padStart(2, "0")
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}${rest}` : `${minutes}:${two(seconds)}${rest}`
}

/** A stretch of time in three digits that matter: "90 s" is "1m 30s", "0.004 s" is "4 ms". */
export function durationText(ns: number): string {
  if (!Number.isFinite(ns)) return "–"
  const size = Math.abs(ns)
  if (size === 0) return "0"
  if (size >= 99.95 * SECOND) return longText(ns)
  for (const [unit, sign] of [
    [SECOND, "s"],
    [1e6, "ms"],
    [1e3, "µs"],
  ] as const) {
    if (size >= unit * 0.9995) return `${threeDigits(ns / unit)} ${sign}`
  }
  return `${Math.round(ns)} ns`
}

/** The words of a screen reader: "3 minutes 4.25 seconds". */
export function spokenInstant(ns: number): string {
  const [hours, minutes] = [Math.floor(ns / HOUR), Math.floor(ns / MINUTE) % 60]
  const seconds = Math.floor((ns % MINUTE) / 1e6) / 1e3
  const parts = [plural(hours, "hour"), plural(minutes, "minute"), plural(seconds, "second")]
  const said = parts.filter((part, index) => !part.startsWith("0 ") || (index === 2 && ns < MINUTE))
  return said.join(" ")
}

const UNITS: Readonly<Record<string, number>> = {
  h: HOUR,
  m: MINUTE,
  min: MINUTE,
  s: SECOND,
  sec: SECOND,
  ms: 1e6,
  us: 1e3,
  µs: 1e3,
  ns: 1,
}

/**
 * What was typed, in ns: "3m04s", "3:04.25", "1:02:03", "184" (seconds), "250ms", "30%" of `endNs`. Null where it is no
 * time.
 */
export function parseInstant(text: string, endNs: number): number | null {
  const typed = text.trim().toLowerCase().replace(/\s+/g, "")
  if (typed === "") return null
  const share = /^(\d+(?:\.\d+)?)%$/.exec(typed)
  if (share?.[1] !== undefined) return Math.round((Number(share[1]) / 100) * endNs)
  if (/^(\d+:){0,2}\d+(\.\d+)?$/.test(typed)) {
    const seconds = typed.split(":").reduce((sum, part) => sum * 60 + Number(part), 0)
    return Math.round(seconds * SECOND)
  }
  return withUnits(typed)
}

function withUnits(typed: string): number | null {
  if (!/^(\d+(\.\d+)?[a-zµ]+)+$/.test(typed)) return null
  let ns = 0
  for (const [, count, unit] of typed.matchAll(/(\d+(?:\.\d+)?)([a-zµ]+)/g)) {
    const unitNs = UNITS[unit ?? ""]
    if (unitNs === undefined) return null
    ns += Number(count) * unitNs
  }
  return Math.round(ns)
}

function longText(ns: number): string {
  const seconds = Math.round(ns / SECOND)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const parts = [h > 0 ? `${h}h` : "", m > 0 ? `${m}m` : "", s > 0 ? `${s}s` : ""]
  return parts.filter((part) => part !== "").join(" ")
}

function threeDigits(value: number): string {
  const size = Math.abs(value)
  const text = value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2)
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`
}
