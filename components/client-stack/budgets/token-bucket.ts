import * as z from "zod"
import { count, share } from "../../kit/schema.ts"
import { defineBudget } from "./contract.ts"

/** Parts of a token: whole numbers do not drift. */
const PARTS = 10_000

const params = z.strictObject({
  deposit: share().prefault("10%").describe("Part of a token that each call brings"),
  tokensMax: count().min(1).default(5).describe("Tokens it holds at most, and at the start"),
})

type State = { parts: number }

/**
 * Each call brings part of a token and each further try takes one, so in the long run tries exceed calls by that part.
 * Time plays no role: what a quiet night has filled lasts into the morning.
 */
export const tokenBucket = defineBudget<z.output<typeof params>, State>({
  kind: "token-bucket",
  title: "Token bucket",
  summary: "Each call brings part of a token, each further try takes a whole one.",
  sources: [
    "M. Brooker, Fixing retries with token buckets and circuit breakers (2022), and its simulator: 0.1, 5 tokens",
  ],
  params,
  presets: {},
  state: ({ tokensMax }) => ({ parts: tokensMax * PARTS }),
  sent: ({ state, params }, retry) => {
    if (retry) return
    state.parts = Math.min(params.tokensMax * PARTS, state.parts + Math.round(params.deposit * PARTS))
  },
  settled: () => {},
  take: ({ state }) => {
    if (state.parts < PARTS) return false
    state.parts -= PARTS
    return true
  },
  giveBack: ({ state, params }) => {
    state.parts = Math.min(params.tokensMax * PARTS, state.parts + PARTS)
  },
})
