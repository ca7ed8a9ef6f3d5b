import * as z from "zod"
import { defineRouting, takesCharacters, takesMethod } from "./contract.ts"

/** A long prefix behind a short one is never reached. */
export const envoyRouting = defineRouting({
  kind: "envoy",
  title: "Envoy",
  summary: "The first route listed that fits; prefixes go by characters.",
  sources: ["Envoy: RouteMatch prefix, path and safe_regex; routes are tried in the order listed"],
  params: z.strictObject({}),
  presets: {},
  select: (routes, request) =>
    routes.findIndex((route) => takesMethod(route, request) && takesCharacters(route.path, request)),
})
