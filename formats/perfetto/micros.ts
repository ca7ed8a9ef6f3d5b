/** A time in µs, the unit of the format, as a decimal that names the nanosecond exactly. */
export function microsText(ns: number): string {
  const rest = ns % 1_000
  const whole = String((ns - rest) / 1_000)
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(3, "0").replace(/0+$/, "")}`
}
