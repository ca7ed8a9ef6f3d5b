import { SPEED_MAX, SPEED_MIN } from "./clock.ts"

/** How long a request is to be seen on its way, in seconds of the viewer's time (chosen: the eye follows it, and does not wait). */
const SEEN_S = 1

/**
 * The speed a run is first played at, in simulated seconds a second, as 1, 2 or 5 of a decade: so slow that a request of
 * the mean latency can be followed, and so fast that about one a second begins where they are few.
 */
export function firstSpeed(meanNs: number, perSecond: number): number {
  const wanted = Math.max(meanNs / 1e9 / SEEN_S, perSecond > 0 ? 1 / perSecond : 0)
  const bounded = Math.max(SPEED_MIN, Math.min(SPEED_MAX, wanted))
  const decade = 10 ** Math.floor(Math.log10(bounded) + 1e-9)
  const step = [5, 2, 1].find((one) => one * decade <= bounded * (1 + 1e-9)) ?? 1
  return Number((step * decade).toPrecision(1))
}
