import * as z from "zod"
import type { RequestName } from "../request-name.ts"
import { defineRouting, highest, type PathRule, type RoutePlan, takesCharacters, takesMethod } from "./contract.ts"

const EXACT = 2
const REGEX = 1
const PREFIX = 0

/** The location is chosen by path alone: where its routes do not take the method, no other is tried (limit_except). */
export const nginxRouting = defineRouting({
  kind: "nginx",
  title: "nginx",
  summary: "Exact locations, then the first glob listed, then the longest prefix (by characters); methods come last.",
  sources: [
    "nginx 1.31, find_config phase: = before the first regular expression in file order before the longest prefix",
  ],
  params: z.strictObject({}),
  presets: {},
  select: (routes, request) => {
    const location = routes[highest(routes, request, locationRank)]?.path
    if (location === undefined) return -1
    const within = (route: RoutePlan) => isSame(route.path, location) && takesMethod(route, request)
    const stated = routes.findIndex((route) => route.method !== undefined && within(route))
    return stated >= 0 ? stated : routes.findIndex(within)
  },
})

function locationRank({ path }: RoutePlan, request: RequestName): readonly number[] | null {
  if (!takesCharacters(path, request)) return null
  if (path.kind === "prefix") return [PREFIX, path.text.length]
  return [path.kind === "exact" ? EXACT : REGEX, 0]
}

function isSame(left: PathRule, right: PathRule): boolean {
  return left.kind === right.kind && left.text === right.text
}
