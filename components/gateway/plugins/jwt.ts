import * as z from "zod"
import type { Mistake } from "../../kit/mistake.ts"
import { choice, count, duration, operationRef, share } from "../../kit/schema.ts"
import { KEYS_CHECK, KEYS_FETCHED, TOKEN_SEEN, TOKEN_VERIFIED, TokenStage } from "../token-stage.ts"
import { definePlugin, unlessSettled } from "./contract.ts"

/** Verifying one signature, in us: measured with OpenSSL on one core (RS256 with a key of 2048 bits). */
const VERIFY_US = { HS256: 9, RS256: 82, ES256: 198 } as const

const params = z
  .strictObject({
    algorithm: choice(["HS256", "RS256", "ES256"]).default("HS256").describe("How tokens are signed (default: Kong's)"),
    missing: share().prefault("0%").describe("Share of requests without a token: refused before any work"),
    invalid: share().prefault("0%").describe("Share of requests whose signature does not fit"),
    expired: share().prefault("0%").describe("Share of requests whose token is past its time"),
    verifyExpiry: z.boolean().default(true).describe("Refuses expired tokens (Kong does not unless it is told to)"),
    keySet: operationRef().optional().describe("Who serves the keys (JWKS); absent: they are in the configuration"),
    refreshEvery: duration({ min: "1s" })
      .optional()
      .describe("How long a fetched key set is good (default 10m: Envoy's cache_duration)"),
    workers: count()
      .min(1)
      .max(1024)
      .optional()
      .describe("Workers of one replica, which take turns and fetch keys each for itself (default 1)"),
  })
  .superRefine(({ missing, invalid, expired, keySet, ...the }, context) => {
    const raise = (code: Mistake["code"], message: string, name: string, isKey: boolean) => {
      const mistake: Mistake = { code, message, isKey }
      context.addIssue({ code: "custom", message, params: { mistake }, path: [name] })
    }
    if (missing + invalid + expired > 1)
      raise("E-number-range", "missing, invalid and expired tokens are at most 100% together", "expired", false)
    for (const name of ["refreshEvery", "workers"] as const)
      if (the[name] !== undefined && keySet === undefined)
        raise("E-parameter-conflict", `${name} goes with a keySet`, name, true)
  })

const REFRESH_NS = 600e9

/**
 * Lets requests pass whose token is signed as it should be. A request that finds no key set fetches it itself: before
 * the first is in, each does. A fetch that fails ends its request as an error.
 */
export const jwt = definePlugin({
  kind: "jwt",
  title: "JSON Web Token",
  summary: "Verifies each request's token; what fails ends as an error before anything later in the order.",
  sources: [
    "cost: measured with OpenSSL on one core (HS256 9us, RS256 82us, ES256 198us)",
    "Kong jwt: PRIORITY 1450; claims_to_verify is empty by default, so exp is not checked",
    "Envoy jwt_authn: JWKS cached 10 min, fetched on demand by each worker, while the first requests wait",
    "nginx auth_jwt: access phase",
  ],
  params,
  presets: {
    envoy: { algorithm: "RS256" },
    kong: { algorithm: "HS256", verifyExpiry: false },
  },
  places: { aws: 20, kong: 1450, nginx: 50 },
  metrics: [
    { name: "unauthorized", title: "Requests refused for their token (jwt)", unit: "count", type: "counter" },
    { name: "keySetFetches", title: "Key sets fetched", unit: "count", type: "counter" },
  ],
  calls: ({ keySet }) =>
    keySet === undefined ? [] : [{ to: keySet, path: ["keySet"], conditional: true, detached: false, expected: 0 }],
  work: ({ algorithm, missing, invalid, expired, verifyExpiry }) => [
    { fail: { outcome: "error", share: missing } },
    { work: { kind: "constant", value: VERIFY_US[algorithm] * 1000 } },
    { fail: { outcome: "error", share: missing < 1 ? (invalid + (verifyExpiry ? expired : 0)) / (1 - missing) : 0 } },
  ],
  passedPerSecondMax: () => Number.POSITIVE_INFINITY,
  build: ({ algorithm, keySet, refreshEvery = REFRESH_NS, workers = 1, ...the }, { context, list, argument, name }) => {
    const stage = new TokenStage(context.sim, {
      ...the,
      refreshNs: refreshEvery,
      workers,
      luck: context.keyed(`${name}.token`),
      unauthorized: context.metrics.counter("unauthorized"),
      fetches: context.metrics.counter("keySetFetches"),
    })
    const fetch = () => {
      if (keySet === undefined) return []
      const operation = context.operationOf(keySet)
      const call = { port: list.portTo(keySet.component), operation: context.operations.numberOf(operation) }
      return [
        unlessSettled(argument(KEYS_CHECK), [
          { do: "call", ...call, name: `${keySet.component}.${operation}` },
          { do: "extend", argument: argument(KEYS_FETCHED) },
        ]),
      ]
    }
    return {
      stage,
      steps: [
        { do: "extend", argument: argument(TOKEN_SEEN) },
        ...fetch(),
        { do: "work", time: { kind: "constant", value: VERIFY_US[algorithm] * 1000 } },
        { do: "extend", argument: argument(TOKEN_VERIFIED) },
      ],
    }
  },
})
