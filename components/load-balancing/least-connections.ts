import * as z from "zod"
import type { Backends } from "../kit/balancing/backends.ts"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { choice } from "../kit/schema.ts"

interface Params {
  readonly ties: "round-robin" | "smooth-weighted"
}

type State = {
  /** The backend after the one chosen last. */
  next: number
  /** nginx's current weights. */
  readonly current: Float64Array
}

/**
 * The backend with the fewest of this caller's own calls in flight for its weight. A caller with few calls open sees
 * only ties; a backend that fails fast looks idle and draws all traffic. No chance at all.
 */
export const leastConnections = defineStrategy<Params, State>({
  kind: "least-connections",
  title: "Least connections",
  summary: "The backend with the fewest of the caller's own calls in flight, relative to its weight.",
  sources: [
    "nginx, ngx_http_upstream_least_conn_module.c: conns / weight by cross-multiplication, smooth weighted round robin among equals",
    "HAProxy configuration manual, balance leastconn: round robin among servers of the same load",
  ],
  params: z.strictObject({
    ties: choice(["round-robin", "smooth-weighted"])
      .default("round-robin")
      .describe("Who is next among equals: the one after the last choice (HAProxy), or by current weight (nginx)"),
  }),
  presets: { haproxy: { ties: "round-robin" }, nginx: { ties: "smooth-weighted" } },
  state: (backends) => ({ next: 0, current: new Float64Array(backends.length) }),
  pick: ({ params, state }, backends) => {
    const best = leastLoaded(backends, state.next)
    if (best < 0) return -1
    const chosen = params.ties === "round-robin" ? best : smoothAmongEquals(backends, state.current, best)
    state.next = chosen + 1 < backends.length ? chosen + 1 : 0
    return chosen
  },
})

/** The first least loaded backend from `start` on, round the end; -1 when none is up. */
function leastLoaded(backends: Backends, start: number): number {
  let best = -1
  let index = start
  for (let tried = 0; tried < backends.length; tried++) {
    if (backends.isUp(index) && (best < 0 || load(backends, index, best) < 0)) best = index
    index = index + 1 < backends.length ? index + 1 : 0
  }
  return best
}

/** Negative where `left` is less loaded than `right`, 0 where they are equals. */
function load(backends: Backends, left: number, right: number): number {
  return backends.inFlightOf(left) * backends.weightOf(right) - backends.inFlightOf(right) * backends.weightOf(left)
}

/** One round of smooth weighted round robin among the equals of `best`. A backend without equals leaves all weights. */
function smoothAmongEquals(backends: Backends, current: Float64Array, best: number): number {
  let chosen = -1
  let total = 0
  let equals = 0
  for (let index = 0; index < backends.length; index++) {
    if (!backends.isUp(index) || load(backends, index, best) !== 0) continue
    equals++
    total += backends.weightOf(index)
  }
  if (equals < 2) return best
  for (let index = 0; index < backends.length; index++) {
    if (!backends.isUp(index) || load(backends, index, best) !== 0) continue
    current[index] = (current[index] ?? 0) + backends.weightOf(index)
    if (chosen < 0 || (current[index] ?? 0) > (current[chosen] ?? 0)) chosen = index
  }
  current[chosen] = (current[chosen] ?? 0) - total
  return chosen
}
