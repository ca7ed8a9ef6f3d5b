const BARS = "▁▂▃▄▅▆▇█"
/** Columns of a sparkline (chosen: fits beside a name and numbers in 80 columns). */
const WIDTH = 32

/** The shape of a series in block characters, from 0 to its largest value; neighbours are averaged to fit. */
export function sparkline(values: readonly number[], width = WIDTH): string {
  const groups = Math.min(width, values.length)
  const means = Array.from({ length: groups }, (_, at) => {
    const part = values.slice(
      Math.floor((at * values.length) / groups),
      Math.floor(((at + 1) * values.length) / groups),
    )
    return part.reduce((sum, value) => sum + value, 0) / part.length
  })
  const top = Math.max(...means)
  if (!(top > 0)) return BARS.charAt(0).repeat(groups)
  return means.map((mean) => BARS.charAt(Math.min(BARS.length - 1, Math.floor((mean / top) * BARS.length)))).join("")
}
