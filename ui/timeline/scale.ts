import type { ShownTime } from "../state/page.ts"

/** Nothing shorter is shown, in ns (chosen: events a microsecond apart can be told from each other). */
export const WINDOW_MIN_NS = 1_000

/** Instants to places across a width and back. */
export function xOf(tNs: number, { fromNs, toNs }: ShownTime, width: number): number {
  return ((tNs - fromNs) / (toNs - fromNs)) * width
}

export function timeOf(x: number, { fromNs, toNs }: ShownTime, width: number): number {
  return Math.round(fromNs + (Math.max(0, Math.min(width, x)) / width) * (toNs - fromNs))
}

/** A window `factor` times as long in which an instant keeps its place. */
export function zoomed({ fromNs, toNs }: ShownTime, aboutNs: number, factor: number): ShownTime {
  const lengthNs = Math.max(WINDOW_MIN_NS, (toNs - fromNs) * factor)
  const share = Math.max(0, Math.min(1, (aboutNs - fromNs) / (toNs - fromNs)))
  const start = Math.max(fromNs, Math.min(toNs, aboutNs)) - share * lengthNs
  return { fromNs: Math.round(start), toNs: Math.round(start + lengthNs) }
}

/** Moved, and cut where that does not help, to lie in the whole. */
export function clampWindow({ fromNs, toNs }: ShownTime, whole: ShownTime): ShownTime {
  const lengthNs = Math.min(toNs - fromNs, whole.toNs - whole.fromNs)
  const start = Math.max(whole.fromNs, Math.min(whole.toNs - lengthNs, fromNs))
  return { fromNs: start, toNs: start + lengthNs }
}

/** Distances of ticks that people count in, in ns: 1, 2, 5 of each decade below a second, then of a clock. */
const STEPS_NS: readonly number[] = [
  ...Array.from({ length: 9 }, (_, decade) => [1, 2, 5].map((step) => step * 10 ** decade)).flat(),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400].map((s) => s * 1e9),
]

/** How far apart ticks are of which no more than `most` fit the window. */
export function tickStep({ fromNs, toNs }: ShownTime, most: number): number {
  const least = (toNs - fromNs) / Math.max(1, most)
  return STEPS_NS.find((step) => step >= least) ?? Math.ceil(least / 86_400e9) * 86_400e9
}

/** Instants of the ticks in a window. */
export function ticksOf(window: ShownTime, stepNs: number): readonly number[] {
  const ticks: number[] = []
  for (let at = Math.ceil(window.fromNs / stepNs) * stepNs; at <= window.toNs; at += stepNs) ticks.push(at)
  return ticks
}
