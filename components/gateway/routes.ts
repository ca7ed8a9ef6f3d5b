import * as z from "zod"
import type { OperationReference } from "../kit/reference.ts"
import { choice, operationRef } from "../kit/schema.ts"
import { pathSegments, type RequestName, requestNamed } from "./request-name.ts"

/** RFC 9110 §9.3 and RFC 5789. */
export const METHODS = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"] as const

const routeSchema = z.strictObject({
  prefix: z
    .string()
    .regex(/^\/[^\s?#]*$/, { message: "a prefix is a path such as /pay, from the root and without a query" })
    .describe("Start of the path, by whole segments: /pay takes /pay and /pay/42, not /payments"),
  method: choice(METHODS).optional().describe("Takes only requests with this method; any when absent"),
  to: operationRef().describe("Component or component.operation that answers"),
})

export interface RoutePlan {
  readonly prefix: string
  readonly method?: (typeof METHODS)[number] | undefined
  readonly to: OperationReference
}

/** Routes in any order; two that take the same requests are a mistake. */
export const routesSchema: z.ZodType<readonly RoutePlan[]> = z
  .array(routeSchema)
  .min(1)
  .superRefine((routes, context) => {
    const seen = new Map<string, number>()
    routes.forEach((route, index) => {
      const taken = `${route.method ?? "any method"} ${segmentsText(route.prefix)}`
      const before = seen.get(taken)
      if (before === undefined) seen.set(taken, index)
      else {
        const message = `takes the same requests as route ${before + 1} (${taken}): one of the two could never be used`
        context.addIssue({ code: "custom", message, path: [index, "prefix"] })
      }
    })
  })

function segmentsText(prefix: string): string {
  return `/${pathSegments(prefix).join("/")}`
}

/**
 * Index of the route that takes a request named `name`, -1 when none does. The longest prefix wins; of two equally
 * long ones that which states the method. Source: Kubernetes Ingress, pathType Prefix (by element, a slash at the end
 * counts for nothing, the longest path wins).
 */
export function routeFor(name: string, routes: readonly RoutePlan[]): number {
  const request = requestNamed(name)
  let best = -1
  let bestRank = -1
  routes.forEach((route, index) => {
    const rank = rankOf(route, request)
    if (rank <= bestRank) return
    best = index
    bestRank = rank
  })
  return best
}

/** The name under which a request that states none is looked up: `GET /` or of whatever method the routes for all paths take. */
export function anyRequest(routes: readonly RoutePlan[]): string | undefined {
  const all = routes.filter(({ prefix }) => pathSegments(prefix).length === 0)
  const [first] = all
  if (first === undefined) return undefined
  const isGet = all.some(({ method = "GET" }) => method === "GET")
  return `${isGet ? "GET" : first.method} /`
}

/** -1 where the route does not take the request. */
function rankOf(route: RoutePlan, request: RequestName): number {
  if (route.method !== undefined && route.method !== request.method) return -1
  const prefix = pathSegments(route.prefix)
  if (prefix.some((segment, at) => request.segments[at] !== segment)) return -1
  return 2 * prefix.length + (route.method === undefined ? 0 : 1)
}
