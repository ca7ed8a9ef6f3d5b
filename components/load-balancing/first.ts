import * as z from "zod"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { count } from "../kit/schema.ts"

interface Params {
  readonly connectionsMax: number
}

/**
 * The first backend in order that has room, so that the last ones stay idle and can be switched off. Where none has,
 * the least busy takes the call into its own line. HAProxy holds it back until one has room: so does a load balancer
 * whose `concurrency` is that of all backends together.
 */
export const first = defineStrategy<Params, Record<string, never>>({
  kind: "first",
  title: "First with room",
  summary: "The first backend with fewer of the caller's calls than it may have; the next one only when that is full.",
  sources: ["HAProxy configuration manual, balance first: by id, until a server reaches its maxconn"],
  params: z.strictObject({
    connectionsMax: count()
      .min(1)
      .max(1_000_000)
      .default(100)
      .describe("Calls in flight of one backend (maxconn; default chosen)"),
  }),
  presets: {},
  state: () => ({}),
  pick: ({ params }, backends) => {
    let best = -1
    for (let index = 0; index < backends.length; index++) {
      if (!backends.isUp(index)) continue
      if (backends.inFlightOf(index) < params.connectionsMax) return index
      if (best < 0 || backends.inFlightOf(index) < backends.inFlightOf(best)) best = index
    }
    return best
  },
})
