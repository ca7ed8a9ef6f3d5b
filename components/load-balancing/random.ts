import * as z from "zod"
import { uniform01 } from "../../engine/index.ts"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { weightedAt } from "./draw.ts"

/**
 * Picks blindly, in proportion to weight. Needs no memory, but with n backends some are far busier than others
 * by chance alone. One step of chance a pick.
 */
export const random = defineStrategy({
  kind: "random",
  title: "Random",
  summary: "A backend by chance, in proportion to its weight.",
  sources: ["kube-proxy in iptables mode: each endpoint with equal probability", "Envoy RANDOM (equal weights)"],
  params: z.strictObject({}),
  presets: {},
  followsWeights: () => true,
  state: () => ({}),
  pick: ({ random: stream }, backends) => {
    stream.step()
    return weightedAt(backends, uniform01(stream.a, stream.b))
  },
})
