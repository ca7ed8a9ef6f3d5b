/** English texts of numbers, the same in every browser: `toLocaleString` is not. */

const STEPS = [
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
] as const

/** Three digits that matter: "7", "942", "1.24 M". NaN and infinite values are a dash. */
export function compactText(value: number): string {
  if (!Number.isFinite(value)) return "–"
  const size = Math.abs(value)
  for (const [unit, sign] of STEPS) {
    // What rounds up to the next unit is written in it.
    if (size >= unit * 0.9995) return `${digits(value / unit)} ${sign}`
  }
  return digits(value)
}

/** "12,345,678" */
export function countText(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",")
}

/** Bytes in powers of 1024: "812 B", "3.4 MiB". */
export function bytesText(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"]
  let size = bytes
  let unit = 0
  while (size >= 1023.5 && unit < units.length - 1) {
    size /= 1024
    unit++
  }
  return `${unit === 0 ? Math.round(size) : digits(size)} ${units[unit]}`
}

/** A share as per cent: "0.12 %", "37 %", "100 %". */
export function percentText(share: number): string {
  return Number.isFinite(share) ? `${digits(share * 100)} %` : "–"
}

/** "1 event", "12 events" */
export function countedText(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? "" : "s"}`
}

function digits(value: number): string {
  const size = Math.abs(value)
  if (size === 0) return "0"
  const places = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2
  const text = value.toFixed(places)
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text
}
