import type { RequestName } from "../../kit/request-name.ts"
import type { PathRule, RoutePlan } from "./contract.ts"

export function takesMethod({ method }: RoutePlan, request: RequestName): boolean {
  return method === undefined || method === request.method
}

export function takesHeaders({ headers }: RoutePlan, request: RequestName): boolean {
  return [...headers].every(([name, value]) => request.headers.get(name) === value)
}

export function isWildcard(host: string): boolean {
  return host.startsWith("*.")
}

/** A route for no host takes all; `*.example` takes what ends in `.example`, with one label before or any number. */
export function takesHost({ host }: RoutePlan, request: RequestName, labels: "one" | "any" = "any"): boolean {
  if (host === undefined) return true
  if (request.host === undefined || !isWildcard(host)) return host === request.host
  if (!request.host.endsWith(host.slice(1))) return false
  return labels === "any" || !request.host.slice(0, 1 - host.length).includes(".")
}

/** The whole host before a wildcard, a longer wildcard before a shorter one, any of these before a route for no host. */
export function hostRank({ host }: RoutePlan): number {
  if (host === undefined) return 0
  return isWildcard(host) ? host.length : Number.POSITIVE_INFINITY
}

/**
 * The routes of one virtual server: those of the host that fits the request best, or those for no host. Those of others
 * do not count, even where none of these takes the path.
 */
export function ofVirtualHost(routes: readonly RoutePlan[], request: RequestName): ReadonlySet<RoutePlan> {
  const fitting = routes.filter((route) => takesHost(route, request))
  const best = Math.max(0, ...fitting.map(hostRank))
  return new Set(fitting.filter((route) => hostRank(route) === best))
}

/** By whole segments: /pay takes /pay, /pay/ and /pay/42, not /payments. */
export function takesSegments({ kind, segments }: PathRule, request: RequestName): boolean {
  const { length } = request.segments
  if (kind === "prefix" ? segments.length > length : segments.length !== length) return false
  return segments.every((one, at) => one === request.segments[at] || (kind === "glob" && one === "*"))
}

/** By characters: the prefix /pay takes /payments, and the exact /pay does not take /pay/. */
export function takesCharacters({ kind, text, segments }: PathRule, { path }: RequestName): boolean {
  if (kind === "prefix") return path.startsWith(text)
  if (kind === "exact") return path === text
  const parts = path.split("/").slice(1)
  return parts.length === segments.length && segments.every((one, at) => one === parts[at] || isAny(one, parts[at]))
}

function isAny(one: string, part: string | undefined): boolean {
  return one === "*" && part !== ""
}
