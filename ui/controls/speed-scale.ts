import { SPEED_MAX, SPEED_MIN } from "../state/clock.ts"

/** Speeds of the slider: 1, 2 and 5 of each decade, in simulated seconds a second. */
export const SPEEDS: readonly number[] = speedsBetween(SPEED_MIN, SPEED_MAX)

/** Number of the slider's speed that is nearest on its scale. */
export function speedIndex(speed: number): number {
  const distance = (at: number) => Math.abs(Math.log((SPEEDS[at] ?? 1) / speed))
  let nearest = 0
  for (let at = 1; at < SPEEDS.length; at++) if (distance(at) < distance(nearest)) nearest = at
  return nearest
}

export function speedAt(index: number): number {
  return SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, Math.round(index)))] ?? 1
}

/** "×0.02", "×10,000" */
export function speedText(speed: number): string {
  const [whole = "", rest] = String(Number(speed.toPrecision(3))).split(".")
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",")
  return `×${grouped}${rest === undefined ? "" : `.${rest}`}`
}

/** For a screen reader. */
export function spokenSpeed(speed: number): string {
  return `${Number(speed.toPrecision(3))} simulated seconds a second`
}

function speedsBetween(least: number, most: number): readonly number[] {
  const speeds: number[] = []
  for (let decade = Math.round(Math.log10(least)); decade <= Math.round(Math.log10(most)); decade++) {
    for (const step of [1, 2, 5]) speeds.push(Number(`${step}e${decade}`))
  }
  return speeds.filter((speed) => speed >= least && speed <= most)
}
