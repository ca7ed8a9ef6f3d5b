import * as z from "zod"
import type { Mistake } from "../kit/mistake.ts"
import { choice, operationRef } from "../kit/schema.ts"
import type { StrategyPlan } from "../kit/strategy-choice.ts"
import { pathSegments, requestNamed } from "./request-name.ts"
import { routingOf } from "./routing/choice.ts"
import { PATH_RULES, type RoutePlan } from "./routing/contract.ts"

export type { RoutePlan } from "./routing/contract.ts"

/** RFC 9110 §9.3 and RFC 5789. */
export const METHODS = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"] as const

function path(noun: string, example: string) {
  const message = `${noun} is a path such as ${example}, from the root and without a query`
  return z.string().regex(/^\/[^\s?#]*$/, { message })
}

const routeSchema = z
  .strictObject({
    prefix: path("a prefix", "/pay")
      .optional()
      .describe("Start of the path. Whether /pay takes /payments, too, is up to the product (routing)"),
    exact: path("an exact path", "/pay").optional().describe("The whole path"),
    glob: path("a glob", "/users/*/orders")
      .optional()
      .describe("The whole path, * standing for any one segment; takes the place of regular expressions"),
    method: choice(METHODS).optional().describe("Takes only requests with this method; any when absent"),
    to: operationRef().describe("Component or component.operation that answers"),
  })
  .transform((route, context): RoutePlan => {
    const stated = PATH_RULES.filter((kind) => route[kind] !== undefined)
    const [kind, second] = stated
    const raise = (mistake: Mistake, at: readonly string[]): never => {
      context.addIssue({ code: "custom", message: mistake.message, params: { mistake }, path: [...at] })
      return z.NEVER
    }
    if (kind === undefined)
      return raise({ code: "E-missing-parameter", message: "a route needs prefix, exact or glob" }, [])
    if (second !== undefined) {
      const message = `a route has one of prefix, exact and glob, not both ${kind} and ${second}`
      return raise({ code: "E-parameter-conflict", message, isKey: true }, [second])
    }
    const text = route[kind] ?? ""
    return { path: { kind, text, segments: pathSegments(text) }, method: route.method, to: route.to }
  })

/** Two routes that take the same requests are a mistake. */
export const routesSchema: z.ZodType<readonly RoutePlan[], unknown> = z
  .array(routeSchema)
  .min(1)
  .transform((routes, context) => {
    const seen = new Map<string, number>()
    routes.forEach(({ path: { kind, segments }, method }, index) => {
      const where = kind === "prefix" ? "" : `${kind} `
      const taken = `${method ?? "any method"} ${where}/${segments.join("/")}`
      const before = seen.get(taken)
      if (before === undefined) seen.set(taken, index)
      else {
        const message = `takes the same requests as route ${before + 1} (${taken}): one of the two could never be used`
        context.addIssue({ code: "custom", message, path: [index, kind] })
      }
    })
    return routes
  })

/** Index of the route that takes a request named `name` by the product's rule, -1 when none does. */
export function routeFor(name: string, routes: readonly RoutePlan[], routing: StrategyPlan): number {
  return routingOf(routing).select(routes, requestNamed(name))
}

/** The name under which a request that states none is looked up: `GET /` or of whatever method the routes for all paths take. */
export function anyRequest(routes: readonly RoutePlan[]): string | undefined {
  const all = routes.filter(({ path: { kind, segments } }) => kind === "prefix" && segments.length === 0)
  const [first] = all
  if (first === undefined) return undefined
  const isGet = all.some(({ method = "GET" }) => method === "GET")
  return `${isGet ? "GET" : first.method} /`
}
