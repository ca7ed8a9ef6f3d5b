import * as z from "zod"
import type { Mistake } from "../../kit/mistake.ts"
import { count, duration, operationRef, share } from "../../kit/schema.ts"
import { ANSWER_CHECK, ANSWERED, IntrospectionStage, VERDICT } from "../introspection-stage.ts"
import { definePlugin, unlessSettled } from "./contract.ts"

const params = z
  .strictObject({
    introspect: operationRef().describe("The identity provider that is asked about a token"),
    ttl: duration({ min: "1ns" }).optional().describe("How long an answer is good; absent: asked for each request"),
    entriesMax: count()
      .min(1)
      .optional()
      .describe("Answers one replica keeps; the oldest goes first (default 10000, chosen)"),
    inactive: share().prefault("0%").describe("Share of tokens that are revoked or expired"),
  })
  .superRefine(({ ttl, entriesMax }, context) => {
    if (entriesMax === undefined || ttl !== undefined) return
    const message = "entriesMax goes with a ttl"
    const mistake: Mistake = { code: "E-parameter-conflict", message, isKey: true }
    context.addIssue({ code: "custom", message, params: { mistake }, path: ["entriesMax"] })
  })

const ENTRIES_MAX = 10_000

/**
 * Asks an identity provider whether the token is active, the token being that of the request's key. Where the provider
 * fails, so does the request. Requests that meet no kept answer each ask: they do not wait for one another's.
 */
export const oidc = definePlugin({
  kind: "oidc",
  title: "OpenID Connect",
  summary: "Introspects tokens at an identity provider, and keeps its answers for a time.",
  sources: [
    "RFC 7662: token introspection, §4 on caching answers",
    "nginx: auth_request, access phase",
    "Kong openid-connect: PRIORITY 1050 (from memory, unverified)",
    "AWS API Gateway: authorizer answers cached 300 s by default (state ttl: 5m)",
  ],
  params,
  presets: { aws: { ttl: "300s" } },
  places: { aws: 20, kong: 1050, nginx: 50 },
  metrics: [
    { name: "introspections", title: "Answers from the identity provider", unit: "count", type: "counter" },
    { name: "inactiveTokens", title: "Requests refused for their token (oidc)", unit: "count", type: "counter" },
  ],
  calls: ({ introspect, ttl }) => {
    const kept = ttl !== undefined
    return [{ to: introspect, path: ["introspect"], conditional: kept, detached: false, expected: kept ? 0 : 1 }]
  },
  work: ({ inactive }) => [{ fail: { outcome: "error", share: inactive } }],
  passedPerSecondMax: () => Number.POSITIVE_INFINITY,
  build: ({ introspect, ttl, entriesMax = ENTRIES_MAX, inactive }, { context, list, argument, name }) => {
    const operation = context.operationOf(introspect)
    const ask = [
      {
        do: "call" as const,
        port: list.portTo(introspect.component),
        operation: context.operations.numberOf(operation),
        name: `${introspect.component}.${operation}`,
      },
      { do: "extend" as const, argument: argument(ANSWERED) },
    ]
    return {
      stage: new IntrospectionStage(context.sim, {
        ttlNs: ttl ?? 0,
        entriesMax,
        inactive,
        luck: context.keyed(`${name}.token`),
        answers: context.metrics.counter("introspections"),
        refused: context.metrics.counter("inactiveTokens"),
      }),
      steps: [
        ...(ttl === undefined ? ask : [unlessSettled(argument(ANSWER_CHECK), ask)]),
        { do: "extend", argument: argument(VERDICT) },
      ],
    }
  },
})
