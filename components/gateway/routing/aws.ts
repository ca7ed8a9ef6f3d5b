import * as z from "zod"
import { defineRouting, highest, type RoutePlan } from "./contract.ts"
import { hostRank, takesHeaders, takesHost, takesMethod, takesSegments } from "./matching.ts"

const WHOLE = 2
const GREEDY = 1
const DEFAULT = 0

/**
 * A prefix is a route with a greedy variable, `/pay` and `/pay/{proxy+}`; the prefix `/` is `$default`. A route with
 * headers is a routing rule of the custom domain, which comes before all mappings; rules have their order for priority.
 */
export const awsRouting = defineRouting({
  kind: "aws",
  title: "AWS API Gateway",
  summary: "The domain, then rules with headers in their order, then whole paths before greedy ones before $default.",
  sources: [
    "docs: Create routes for HTTP APIs: full match of route and method, then greedy path variable, then $default",
    "docs: Routing rules to connect API stages to a custom domain name: by priority, before any API mapping",
    "a literal segment before a variable, a stated method before ANY: most specific (chosen where the page is silent)",
    "*.example stands for one label below example (from memory, unverified)",
  ],
  params: z.strictObject({}),
  presets: {},
  select: (routes, request) =>
    highest(routes, request, (route) => {
      if (!takesHost(route, request, "one") || !takesMethod(route, request)) return null
      if (!takesHeaders(route, request) || !takesSegments(route.path, request)) return null
      const domain = hostRank(route)
      return route.headers.size > 0 ? [domain, 1] : [domain, 0, ...specificity(route)]
    }),
})

function specificity({ path: { kind, segments }, method }: RoutePlan): readonly number[] {
  const whole = kind === "prefix" ? (segments.length === 0 ? DEFAULT : GREEDY) : WHOLE
  return [whole, kind === "exact" ? 1 : 0, segments.length, method === undefined ? 0 : 1]
}
