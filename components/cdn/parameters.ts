import * as z from "zod"
import type { Mistake } from "../kit/mistake.ts"
import { bytes, choice, componentRef, count, distribution, duration, sizeDistribution } from "../kit/schema.ts"
import { concurrency, serverParams } from "../kit/server-params.ts"
import { COLLAPSING_MODES } from "./collapsing.ts"

const purge = z.strictObject({
  at: duration().describe("When it is ordered, from the start of the run"),
  delay: distribution().prefault("0ms").describe("How long it takes to reach a point of presence, drawn for each"),
})

const shape = z.strictObject({
  origin: componentRef().describe("Who answers what is not in the cache; a CDN in front of the origin is its shield"),
  ttl: duration({ min: "1ns" }).prefault("120s").describe("How long an object is fresh (default: Varnish)"),
  staleWhileRevalidate: z
    .union([duration(), z.literal("unlimited")])
    .prefault("0s")
    .describe("For how long after that it is served stale while it is being fetched (RFC 5861; grace in Varnish)"),
  respectsOrigin: z
    .boolean()
    .default(false)
    .describe(
      "Goes by what the origin's answers say of keeping them (a gateway's cacheHeaders, or a CDN behind) in place of ttl and staleWhileRevalidate",
    ),
  staleIfError: duration().prefault("0s").describe("For how long after it is served if the origin fails (RFC 5861)"),
  backgroundUpdate: z
    .boolean()
    .default(false)
    .describe("Whoever finds an object that may be served stale gets it at once, and the fetch goes on behind"),
  collapsing: choice(COLLAPSING_MODES)
    .default("none")
    .describe(
      "What requests do while another fetches their object: as nginx without and with lock, Varnish, Cloudflare",
    ),
  lockTimeout: duration().optional().describe("With lock: then a request fetches, not to be stored; 5 s when absent"),
  lockAge: duration({ min: "1ns" })
    .optional()
    .describe("With lock: then the next request fetches as well; 5 s when absent (nginx proxy_cache_lock_age)"),
  wakes: z
    .union([count().min(1), z.literal("all")])
    .optional()
    .describe("With waiting-list: how many are woken by each that is done; 3 when absent (Varnish rush_exponent)"),
  entriesMax: z
    .union([count().min(1), z.literal("unlimited")])
    .default("unlimited")
    .describe("Objects one point of presence holds"),
  bytesMax: z
    .union([bytes({ min: "1B" }), z.literal("unlimited")])
    .default("unlimited")
    .describe("Bytes of objects one point of presence holds"),
  objectBytes: sizeDistribution()
    .prefault("64KiB")
    .describe("Size of an object, the same whenever its key is stored (default chosen)"),
  hitLatency: distribution().prefault("1ms").describe("Work to serve a request from the cache (default chosen)"),
  purges: z.array(purge).default([]).describe("Times at which all objects are purged"),
  concurrency: concurrency().default("unlimited"),
  ...serverParams,
})

/** Parameters that belong to one way of collapsing. */
const OWNERS = [
  ["lockTimeout", "lock"],
  ["lockAge", "lock"],
  ["wakes", "waiting-list"],
] as const

export const cdnParams = shape.superRefine((the, context) => {
  for (const [name, mode] of OWNERS)
    if (the[name] !== undefined && the.collapsing !== mode)
      raise(context, name, `${name} goes with "collapsing: ${mode}"; this CDN has ${the.collapsing}`)
  if (the.backgroundUpdate && the.staleWhileRevalidate === 0 && !the.respectsOrigin)
    raise(
      context,
      "backgroundUpdate",
      "nothing is updated behind where nothing may be served stale: state staleWhileRevalidate",
    )
})

export type CdnParams = z.output<typeof cdnParams>

function raise(context: z.RefinementCtx, name: string, message: string): void {
  const mistake: Mistake = { code: "E-parameter-conflict", message, isKey: true }
  context.addIssue({ code: "custom", message, params: { mistake }, path: [name] })
}
