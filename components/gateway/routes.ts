import * as z from "zod"
import type { Mistake } from "../kit/mistake.ts"
import { headers, hostPattern, requestPath } from "../kit/request-fields.ts"
import { pathSegments, requestNamed } from "../kit/request-name.ts"
import { choice, duration, operationRef } from "../kit/schema.ts"
import type { StrategyPlan } from "../kit/strategy-choice.ts"
import { routingOf } from "./routing/choice.ts"
import { type FreshnessPlan, PATH_RULES, type PathRule, type RoutePlan } from "./routing/contract.ts"

export type { RoutePlan } from "./routing/contract.ts"

/** RFC 9110 §9.3 and RFC 5789. */
export const METHODS = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"] as const

const cacheHeaders = z
  .strictObject({
    maxAge: duration().optional().describe("How long answers are fresh (s-maxage, or max-age where there is none)"),
    staleWhileRevalidate: duration()
      .optional()
      .describe("For how long after that they may be served stale while they are fetched (default 0s)"),
    noStore: z.boolean().optional().describe("Answers may not be kept at all"),
  })
  .transform(({ maxAge, staleWhileRevalidate = 0, noStore = false }, context): FreshnessPlan => {
    const conflict = noStore
      ? maxAge !== undefined
        ? "maxAge"
        : staleWhileRevalidate > 0
          ? "staleWhileRevalidate"
          : ""
      : ""
    if (conflict !== "")
      return raise(context, conflicting(`${conflict} says nothing of what may not be kept`), conflict)
    if (noStore) return { freshNs: -1, staleNs: 0 }
    if (maxAge !== undefined) return { freshNs: maxAge, staleNs: staleWhileRevalidate }
    return raise(context, { code: "E-missing-parameter", message: "cache headers need maxAge or noStore: true" })
  })

const routeSchema = z
  .strictObject({
    prefix: requestPath()
      .optional()
      .describe("Start of the path. Whether /pay takes /payments, too, is up to the product (routing)"),
    exact: requestPath().optional().describe("The whole path"),
    glob: requestPath("/users/*/orders")
      .optional()
      .describe("The whole path, * standing for any one segment; takes the place of regular expressions"),
    host: hostPattern()
      .optional()
      .describe('Takes only requests for this host, or "*.example" (in quotes) for those below one; any when absent'),
    method: choice(METHODS).optional().describe("Takes only requests with this method; any when absent"),
    headers: headers().optional().describe("Takes only requests with all of these headers; any when absent"),
    to: operationRef().describe("Component or component.operation that answers"),
    cacheHeaders: cacheHeaders
      .optional()
      .describe("What answers tell a CDN in front that respects its origin about keeping them; nothing when absent"),
  })
  .transform(({ host, method, headers: stated = {}, to, cacheHeaders: freshness, ...route }, context): RoutePlan => {
    const [kind, second] = PATH_RULES.filter((rule) => route[rule] !== undefined)
    if (kind === undefined && host === undefined && Object.keys(stated).length === 0)
      return raise(context, {
        code: "E-missing-parameter",
        message: "a route needs prefix, exact or glob, host or headers",
      })
    if (kind !== undefined && second !== undefined)
      return raise(
        context,
        conflicting(`a route has one of prefix, exact and glob, not both ${kind} and ${second}`),
        second,
      )
    const whole: PathRule = { kind: "prefix", text: "/", segments: [] }
    const text = kind === undefined ? "/" : (route[kind] ?? "/")
    return {
      host,
      path: kind === undefined ? whole : { kind, text, segments: pathSegments(text) },
      statesPath: kind !== undefined,
      method,
      headers: new Map(Object.entries(stated)),
      to,
      freshness,
    }
  })

function conflicting(message: string): Mistake {
  return { code: "E-parameter-conflict", message, isKey: true }
}

function raise(context: z.RefinementCtx, mistake: Mistake, ...at: readonly string[]): never {
  context.addIssue({ code: "custom", message: mistake.message, params: { mistake }, path: [...at] })
  return z.NEVER
}

/** Two routes that take the same requests are a mistake. */
export const routesSchema: z.ZodType<readonly RoutePlan[], unknown> = z
  .array(routeSchema)
  .min(1)
  .transform((routes, context) => {
    const seen = new Map<string, number>()
    routes.forEach((route, index) => {
      const taken = takenBy(route)
      const before = seen.get(taken)
      if (before === undefined) seen.set(taken, index)
      else {
        const message = `takes the same requests as route ${before + 1} (${taken}): one of the two could never be used`
        context.addIssue({ code: "custom", message, path: [index, route.statesPath ? route.path.kind : "to"] })
      }
    })
    return routes
  })

/** What a route asks for, in words. */
function takenBy({ host, path: { kind, segments }, method, headers: stated }: RoutePlan): string {
  const where = kind === "prefix" ? "" : `${kind} `
  const rest = [...stated].map(([name, value]) => `${name}=${value}`).sort()
  const path = `${where}/${segments.join("/")}`
  return [...(host === undefined ? [] : [host]), method ?? "any method", path, ...rest].join(" ")
}

/** Index of the route that takes a request named `name` by the product's rule, -1 when none does. */
export function routeFor(name: string, routes: readonly RoutePlan[], routing: StrategyPlan): number {
  return routingOf(routing).select(routes, requestNamed(name))
}

/** The name under which a request that states none is looked up: `GET /` or of whatever method the routes for all paths take. */
export function anyRequest(routes: readonly RoutePlan[]): string | undefined {
  const all = routes.filter(
    ({ path: { kind, segments }, host, headers: stated }) =>
      kind === "prefix" && segments.length === 0 && host === undefined && stated.size === 0,
  )
  const [first] = all
  if (first === undefined) return undefined
  const isGet = all.some(({ method = "GET" }) => method === "GET")
  return `${isGet ? "GET" : first.method} /`
}
