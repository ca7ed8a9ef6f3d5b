import type * as z from "zod"
import type { OperationReference } from "../../kit/reference.ts"
import type { RequestName } from "../../kit/request-name.ts"

export const PATH_RULES = ["prefix", "exact", "glob"] as const

/** What a route asks of a path. In a glob, `*` stands for any one segment. */
export interface PathRule {
  readonly kind: (typeof PATH_RULES)[number]
  readonly text: string
  readonly segments: readonly string[]
}

/** How long answers may be kept, in ns; `freshNs` below 0: not at all. */
export interface FreshnessPlan {
  readonly freshNs: number
  readonly staleNs: number
}

/** What is asked of a request, all of it. */
export interface RoutePlan {
  /** `*.example` stands for every host that ends so. */
  readonly host: string | undefined
  /** The prefix `/` where the route states no path. */
  readonly path: PathRule
  readonly statesPath: boolean
  readonly method: string | undefined
  /** By names in lower case, each with its whole value. */
  readonly headers: ReadonlyMap<string, string>
  readonly to: OperationReference
  /** What answers say of themselves; undefined: nothing. */
  readonly freshness: FreshnessPlan | undefined
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
