import * as z from "zod"
import type { RequestName } from "../../kit/request-name.ts"
import { defineRouting, highest, type PathRule, type RoutePlan } from "./contract.ts"
import { ofVirtualHost, takesCharacters, takesHeaders, takesMethod } from "./matching.ts"

const EXACT = 2
const REGEX = 1
const PREFIX = 0

/**
 * The server is chosen by host, its location by path alone: where its routes take neither method nor headers, no other
 * is tried (limit_except, map).
 */
export const nginxRouting = defineRouting({
  kind: "nginx",
  title: "nginx",
  summary:
    "The server, then exact locations, the first glob listed, the longest prefix (by characters); the rest last.",
  sources: [
    "nginx 1.31, server_name: exact, then the longest *.name, then the default server",
    "nginx 1.31, find_config phase: = before the first regular expression in file order before the longest prefix",
    "within a location: by headers (map), then by a stated method: chosen",
  ],
  params: z.strictObject({}),
  presets: {},
  select: (routes, request) => {
    const own = ofVirtualHost(routes, request)
    const location = routes[highest(routes, request, (route) => (own.has(route) ? locationRank(route, request) : null))]
    if (location === undefined) return -1
    return highest(routes, request, (route) => {
      if (!own.has(route) || !isSame(route.path, location.path)) return null
      if (!takesMethod(route, request) || !takesHeaders(route, request)) return null
      return [route.headers.size, route.method === undefined ? 0 : 1]
    })
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
