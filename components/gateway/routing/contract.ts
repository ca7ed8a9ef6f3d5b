import type * as z from "zod"
import type { OperationReference } from "../../kit/reference.ts"
import type { RequestName } from "../request-name.ts"

export const PATH_RULES = ["prefix", "exact", "glob"] as const

/** What a route asks of a path. In a glob, `*` stands for any one segment. */
export interface PathRule {
  readonly kind: (typeof PATH_RULES)[number]
  readonly text: string
  readonly segments: readonly string[]
}

export interface RoutePlan {
  readonly path: PathRule
  readonly method: string | undefined
  readonly to: OperationReference
}

/** How a product finds the route of a request. */
export interface RoutingDefinition<P> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  readonly params: z.ZodType<P>
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Index of the route that takes the request; -1 where none does. */
  select(routes: readonly RoutePlan[], request: RequestName): number
}

export type AnyRouting = RoutingDefinition<unknown>

/** The registry's door. */
export function defineRouting<P>(definition: RoutingDefinition<P>): AnyRouting {
  return definition
}

/** Ranks of a route by the criteria of its product, the most important first; null where it does not take the request. */
export type Rank = (route: RoutePlan, request: RequestName) => readonly number[] | null

/** The route of the highest rank, of several the first listed. */
export function highest(routes: readonly RoutePlan[], request: RequestName, rank: Rank): number {
  let best = -1
  let bestRank: readonly number[] = []
  routes.forEach((route, index) => {
    const found = rank(route, request)
    if (found === null || (best >= 0 && !isHigher(found, bestRank))) return
    best = index
    bestRank = found
  })
  return best
}

function isHigher(left: readonly number[], right: readonly number[]): boolean {
  const at = left.findIndex((value, index) => value !== right[index])
  return at >= 0 && (left[at] ?? 0) > (right[at] ?? 0)
}

export function takesMethod({ method }: RoutePlan, request: RequestName): boolean {
  return method === undefined || method === request.method
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
