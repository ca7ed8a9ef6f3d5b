import * as z from "zod"
import { share } from "../../kit/schema.ts"
import { defineRollout } from "./contract.ts"

/** Shares are written to so many decimals that they sum to 100 % but for rounding. */
const ROUNDING = 1e-9

const params = z.strictObject({
  shares: z.array(share()).min(1).describe("Share of the requests that each version gets, in order; 100 % in all"),
})

/** Fixed shares: each request goes by chance, whoever sent it. */
export const split = defineRollout<z.output<typeof params>>({
  kind: "split",
  title: "Split",
  summary: "Each version gets a fixed share of the requests, by chance.",
  sources: ["Istio, VirtualService: HTTPRouteDestination.weight, the sum of weights", "Envoy, weighted_clusters"],
  params,
  presets: {},
  refuses: ({ shares }, versions) => {
    if (shares.length !== versions) return `there are ${versions} versions and ${shares.length} shares`
    const sum = shares.reduce((all, one) => all + one, 0)
    return Math.abs(sum - 1) > ROUNDING
      ? `the shares make ${Math.round(sum * 1e6) / 1e4} % in all, not 100 %`
      : undefined
  },
  steps: ({ shares }) => [{ atNs: 0, shares }],
})
