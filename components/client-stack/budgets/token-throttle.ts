import * as z from "zod"
import { count, ratio } from "../../kit/schema.ts"
import { FAILED, SUCCEEDED } from "../results.ts"
import { defineBudget } from "./contract.ts"

/** gRPC counts in thousandths: a ratio has three decimals at most. */
const PARTS = 1000

const params = z.strictObject({
  tokensMax: count().min(1).max(1000).default(10).describe("Tokens at the start and at most; each failure takes one"),
  tokenRatio: ratio().min(0.001).max(1000).default(0.1).describe("Tokens that each success brings"),
})

type State = { parts: number }

/**
 * Tries again only while more than half of the tokens are left; failures take tokens, successes bring some back. After
 * an outage it takes many successes before anything is tried again.
 */
export const tokenThrottle = defineBudget<z.output<typeof params>, State>({
  kind: "token-throttle",
  title: "Token throttle",
  summary: "Tries again while more than half of the tokens are left; failures take one, successes bring a part.",
  sources: ["gRPC proposal A6, client retries: retryThrottling, maxTokens 10 and tokenRatio 0.1 as in its example"],
  params,
  presets: { grpc: {} },
  state: ({ tokensMax }) => ({ parts: tokensMax * PARTS }),
  sent: () => {},
  settled: ({ state, params }, _retry, result) => {
    if (result === FAILED) state.parts = Math.max(0, state.parts - PARTS)
    else if (result === SUCCEEDED)
      state.parts = Math.min(params.tokensMax * PARTS, state.parts + Math.floor(params.tokenRatio * PARTS))
  },
  take: ({ state, params }) => state.parts > (params.tokensMax * PARTS) / 2,
  giveBack: () => {},
})
