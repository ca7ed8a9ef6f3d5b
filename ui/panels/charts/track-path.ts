import type { TrackAnswer } from "../../protocol/questions.ts"

/** Paths of a measure in a plot of one unit a column and `height` units, drawn from below; `top` is the value at its upper edge. */
export interface LevelPath {
  readonly band: string
  readonly line: string
  readonly top: number
}

export function levelPath({ least, most, mean }: TrackAnswer, height: number, limit: number | null): LevelPath {
  let top = 0
  for (const value of most) if (Number.isFinite(value)) top = Math.max(top, value)
  // The limit is shown where the level comes near it; else it would press everything to the ground.
  if (limit !== null && top >= limit / 4) top = Math.max(top, limit)
  if (top === 0) top = 1
  const y = (value: number) => (height * (1 - value / top)).toFixed(1)
  const upper: string[] = []
  const lower: string[] = []
  const line: string[] = []
  let isDown = false
  for (let column = 0; column < mean.length; column++) {
    const at = mean[column] ?? Number.NaN
    if (Number.isNaN(at)) {
      isDown = false
      continue
    }
    line.push(`${isDown ? "L" : "M"}${column} ${y(at)}`)
    isDown = true
    upper.push(`${column} ${y(most[column] ?? at)}`)
    lower.push(`${column} ${y(least[column] ?? at)}`)
  }
  const around = [...upper, ...lower.reverse()]
  return { band: around.length === 0 ? "" : `M${around.join("L")}Z`, line: line.join(""), top }
}
