import { sineAfterTurns } from "./quarter-turn.ts"

/** Sine of x radians; limits and errors as in `sineAfterTurns`. The sign of zero is kept. */
export function sin(x: number): number {
  return x === 0 ? x : sineAfterTurns(x, 0)
}
