import * as z from "zod"
import { defineRouting, highest } from "./contract.ts"
import { hostRank, takesHeaders, takesHost, takesMethod, takesSegments } from "./matching.ts"

/** The order of routes does not matter, except among globs of one length, which Kubernetes does not have. */
export const kubernetesRouting = defineRouting({
  kind: "kubernetes",
  title: "Kubernetes",
  summary: "The more precise host, the longest path by whole segments, an exact one, a stated method, more headers.",
  sources: [
    "Kubernetes Ingress, pathType Prefix and Exact: the longest path wins, Exact before Prefix; globs: chosen",
    "Gateway API, HTTPRouteRule: hostname, then path, then method, then the largest number of headers",
  ],
  params: z.strictObject({}),
  presets: {},
  select: (routes, request) =>
    highest(routes, request, (route) => {
      const { kind, segments } = route.path
      if (!takesHost(route, request) || !takesMethod(route, request)) return null
      if (!takesHeaders(route, request) || !takesSegments(route.path, request)) return null
      const precision = kind === "exact" ? 2 : kind === "glob" ? 1 : 0
      return [hostRank(route), segments.length, precision, route.method === undefined ? 0 : 1, route.headers.size]
    }),
})
