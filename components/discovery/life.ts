/**
 * The argument of an agent's timer holds, in its upper half, the life in which it was set: a crash of the host begins
 * another, in which what was set before means nothing.
 */
const LIFE_SHIFT = 16
const ARGUMENTS = 1 << LIFE_SHIFT
const LIVES = 1 << 15

export function timerOf(life: number, argument: number): number {
  return (life << LIFE_SHIFT) | argument
}

/** The argument with which a timer was set; -1 where that was in another life. */
export function argumentOf(timer: number, life: number): number {
  return timer >>> LIFE_SHIFT === life ? timer & (ARGUMENTS - 1) : -1
}

export function lifeAfter(life: number): number {
  return (life + 1) % LIVES
}
