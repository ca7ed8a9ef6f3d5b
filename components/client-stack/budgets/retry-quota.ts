import * as z from "zod"
import { count } from "../../kit/schema.ts"
import { SUCCEEDED } from "../results.ts"
import { defineBudget } from "./contract.ts"

const params = z.strictObject({
  tokensMax: count().min(1).default(500).describe("Tokens at the start and at most"),
  retryCost: count().min(1).default(5).describe("Tokens that a further try takes, and gives back when it succeeds"),
  successGain: count().default(1).describe("Tokens that the success of a first try brings"),
})

type State = { tokens: number }

/**
 * A quota for one client: each further try takes tokens, and only successes bring them back. Made to bridge a short
 * fault whole; in a long one the first calls use it up and later ones are tried once, however much time passes.
 */
export const retryQuota = defineBudget<z.output<typeof params>, State>({
  kind: "retry-quota",
  title: "Retry quota",
  summary: "A further try takes five tokens of 500, a success gives them back.",
  sources: [
    "AWS SDK for C++, RetryStrategy.cpp: INITIAL_RETRY_TOKENS 500, RETRY_COST 5, NO_RETRY_INCREMENT 1, never more than at the start",
    "@smithy/util-retry (AWS SDK for JavaScript v3): the same costs; its 10 for a try after a timeout is left out here",
  ],
  params,
  presets: { "aws-sdk": {} },
  state: ({ tokensMax }) => ({ tokens: tokensMax }),
  sent: () => {},
  settled: ({ state, params }, retry, result) => {
    if (result !== SUCCEEDED) return
    state.tokens = Math.min(params.tokensMax, state.tokens + (retry ? params.retryCost : params.successGain))
  },
  take: ({ state, params }) => {
    if (state.tokens < params.retryCost) return false
    state.tokens -= params.retryCost
    return true
  },
  giveBack: ({ state, params }) => {
    state.tokens = Math.min(params.tokensMax, state.tokens + params.retryCost)
  },
})
