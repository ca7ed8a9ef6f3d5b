import * as z from "zod"
import { defineRouting, highest, takesMethod, takesSegments } from "./contract.ts"

/** The order of routes does not matter, except among globs of one length, which Ingress does not have. */
export const kubernetesRouting = defineRouting({
  kind: "kubernetes",
  title: "Kubernetes Ingress",
  summary: "The longest path by whole segments; of equal ones the exact one, then a glob, then a stated method.",
  sources: ["Kubernetes Ingress, pathType Prefix and Exact: the longest path wins, Exact before Prefix; globs: chosen"],
  params: z.strictObject({}),
  presets: {},
  select: (routes, request) =>
    highest(routes, request, (route) => {
      const { kind, segments } = route.path
      if (!takesMethod(route, request) || !takesSegments(route.path, request)) return null
      const precision = kind === "exact" ? 2 : kind === "glob" ? 1 : 0
      return [segments.length, precision, route.method === undefined ? 0 : 1]
    }),
})
