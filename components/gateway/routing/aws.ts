import * as z from "zod"
import { defineRouting, highest, takesMethod, takesSegments } from "./contract.ts"

const WHOLE = 2
const GREEDY = 1
const DEFAULT = 0

/** A prefix is a route with a greedy variable, `/pay` and `/pay/{proxy+}`; the prefix `/` is `$default`. */
export const awsRouting = defineRouting({
  kind: "aws",
  title: "AWS API Gateway",
  summary: "Whole paths before greedy ones before $default; then what is more specific.",
  sources: [
    "docs: Create routes for HTTP APIs: full match of route and method, then greedy path variable, then $default",
    "a literal segment before a variable, a stated method before ANY: most specific (chosen where the page is silent)",
  ],
  params: z.strictObject({}),
  presets: {},
  select: (routes, request) =>
    highest(routes, request, (route) => {
      const { kind, segments } = route.path
      if (!takesMethod(route, request) || !takesSegments(route.path, request)) return null
      const whole = kind === "prefix" ? (segments.length === 0 ? DEFAULT : GREEDY) : WHOLE
      return [whole, kind === "exact" ? 1 : 0, segments.length, route.method === undefined ? 0 : 1]
    }),
})
