import type { Loop } from "../../state/clock.ts"
import type { ShownTime } from "../../state/page.ts"

/** A stretch of time that can be made a film of. */
export interface Region {
  readonly name: "loop" | "shown" | "next"
  /** "The loop" */
  readonly label: string
  readonly fromNs: number
  readonly toNs: number
}

/** A film of what comes next lasts so long, in ns of whoever looks at it. */
const NEXT_NS = 5e9

interface Times {
  readonly loop: Loop | null
  readonly shown: ShownTime | null
  readonly tNs: number
  /** How far the record reaches. */
  readonly endNs: number
  /** Simulated seconds in a second of the film. */
  readonly speed: number
}

/** Those there are, the one that was chosen most plainly first; none beyond the record. */
export function regionsOf({ loop, shown, tNs, endNs, speed }: Times): readonly Region[] {
  const all: readonly Region[] = [
    ...(loop === null ? [] : [{ name: "loop" as const, label: "The loop", ...loop }]),
    ...(shown === null ? [] : [{ name: "shown" as const, label: "The time on the timeline", ...shown }]),
    { name: "next", label: "From now on, for five seconds", fromNs: tNs, toNs: tNs + NEXT_NS * speed },
  ]
  return all
    .map((region) => ({ ...region, fromNs: Math.max(0, region.fromNs), toNs: Math.min(endNs, region.toNs) }))
    .filter(({ fromNs, toNs }) => toNs > fromNs)
}
