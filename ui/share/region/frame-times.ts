import { mistaken, type Parsed } from "../../../components/kit/mistake.ts"

/** Frames of one animation (chosen: a minute at 30 a second, about what a page holds in memory and a reader waits for). */
export const FRAMES_MAX = 1_800

/**
 * The instants at which an animation of a part of a run is drawn, in ns of simulated time: from its beginning, so far apart
 * as `speed` simulated seconds in a second and `framesPerSecond` make it, and its end as the last. Too many frames are a
 * mistake, whose suggestion is a speed that makes few enough.
 */
export function frameTimes(
  fromNs: number,
  toNs: number,
  speed: number,
  framesPerSecond: number,
): Parsed<readonly number[]> {
  if (!(toNs >= fromNs && Number.isFinite(toNs - fromNs)))
    return mistaken({
      code: "E-number-range",
      message: "the end of the region lies before its beginning",
      path: ["toNs"],
    })
  for (const [name, value] of Object.entries({ speed, framesPerSecond })) {
    if (!(value > 0 && Number.isFinite(value)))
      return mistaken({ code: "E-number-range", message: `${name} must be above 0, found ${value}`, path: [name] })
  }
  const stepNs = (1e9 * speed) / framesPerSecond
  const before = Math.ceil((toNs - fromNs) / stepNs)
  if (before >= FRAMES_MAX) {
    const suggestion = enoughSpeed(toNs - fromNs, framesPerSecond)
    const message = `the region would have ${before + 1} frames, ${FRAMES_MAX} at most: take a part of it, or ×${suggestion}`
    return mistaken({ code: "E-number-range", message, path: ["speed"], suggestion })
  }
  // Products and no sums, so that steps that are no whole nanoseconds do not drift.
  const times = Array.from({ length: before }, (_, frame) => Math.round(fromNs + frame * stepNs))
  return { value: [...times, toNs] }
}

/** The least speed with two digits at which a region fits. */
function enoughSpeed(lengthNs: number, framesPerSecond: number): number {
  const least = (lengthNs * framesPerSecond) / (1e9 * (FRAMES_MAX - 1))
  const unit = 10 ** (Math.floor(Math.log10(least)) - 1)
  return Number((Math.ceil(least / unit) * unit).toPrecision(2))
}
