import * as z from "zod"
import { defineRouting } from "./contract.ts"
import { ofVirtualHost, takesCharacters, takesHeaders, takesMethod } from "./matching.ts"

/** A long prefix behind a short one is never reached. */
export const envoyRouting = defineRouting({
  kind: "envoy",
  title: "Envoy",
  summary: "The virtual host, then its first route listed that fits; prefixes go by characters.",
  sources: [
    "Envoy: VirtualHost domains: exact before suffix wildcards, the longest first, before *; one is chosen",
    "Envoy: RouteMatch prefix, path, safe_regex and headers; routes are tried in the order listed",
  ],
  params: z.strictObject({}),
  presets: {},
  select: (routes, request) => {
    const own = ofVirtualHost(routes, request)
    return routes.findIndex(
      (route) =>
        own.has(route) &&
        takesMethod(route, request) &&
        takesHeaders(route, request) &&
        takesCharacters(route.path, request),
    )
  },
})
