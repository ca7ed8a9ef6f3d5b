import * as z from "zod"
import type { Backends } from "../kit/balancing/backends.ts"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { choice } from "../kit/schema.ts"
import { smoothTurn } from "./turns/smooth.ts"

interface Params {
  readonly counting: "open" | "with-next" | "idle-first"
  readonly ties: "round-robin" | "smooth-weighted"
}

type State = {
  /** The backend after the one chosen last. */
  next: number
  /** nginx's current weights. */
  readonly current: Float64Array
  /** Calls as counted for the present choice. */
  readonly load: Float64Array
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
    "HAProxy, src/lb_fwlc.c: the key is 0 for an idle server, else (served + queued + 1) / weight",
    "Kong, kong/runloop/balancer/least_connections.lua: a heap on (connections + 1) / weight",
  ],
  params: z.strictObject({
    counting: choice(["open", "with-next", "idle-first"])
      .default("open")
      .describe(
        "What is divided by weight: calls in flight (nginx), with the coming one (Kong), or that unless there are none (HAProxy)",
      ),
    ties: choice(["round-robin", "smooth-weighted"])
      .default("round-robin")
      .describe("Who is next among equals: the one after the last choice (HAProxy), or by current weight (nginx)"),
  }),
  presets: {
    haproxy: { counting: "idle-first", ties: "round-robin" },
    kong: { counting: "with-next", ties: "round-robin" },
    nginx: { counting: "open", ties: "smooth-weighted" },
  },
  followsWeights: () => true,
  state: (backends) => ({
    next: 0,
    current: new Float64Array(backends.length),
    load: new Float64Array(backends.length),
  }),
  pick: ({ params, state }, backends) => {
    count(params, backends, state.load)
    const best = leastLoaded(backends, state.load, state.next)
    if (best < 0) return -1
    const chosen = params.ties === "round-robin" ? best : smoothTurn(backends, state.current, state.load, best)
    state.next = chosen + 1 < backends.length ? chosen + 1 : 0
    return chosen
  },
})

function count({ counting }: Params, backends: Backends, load: Float64Array): void {
  for (let index = 0; index < backends.length; index++) {
    const open = backends.inFlightOf(index)
    load[index] = counting === "open" || (counting === "idle-first" && open === 0) ? open : open + 1
  }
}

/** The first least loaded backend from `start` on, round the end; -1 when none is up. */
function leastLoaded(backends: Backends, load: Float64Array, start: number): number {
  let best = -1
  let index = start
  for (let tried = 0; tried < backends.length; tried++) {
    const isLess = (load[index] ?? 0) * backends.weightOf(best) < (load[best] ?? 0) * backends.weightOf(index)
    if (backends.isUp(index) && (best < 0 || isLess)) best = index
    index = index + 1 < backends.length ? index + 1 : 0
  }
  return best
}
