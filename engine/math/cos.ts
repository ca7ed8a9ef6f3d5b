import { sineAfterTurns } from "./quarter-turn.ts"

/** Cosine of x radians; limits and errors as in `sineAfterTurns`. */
export function cos(x: number): number {
  return sineAfterTurns(x, 1)
}
