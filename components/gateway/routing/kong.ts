import * as z from "zod"
import { defineRouting, highest } from "./contract.ts"
import { isWildcard, takesCharacters, takesHeaders, takesHost, takesMethod } from "./matching.ts"

/** Exact paths and globs are regular expressions to this router (`~/pay$`), and go before any prefix. */
export const kongRouting = defineRouting({
  kind: "kong",
  title: "Kong",
  summary:
    "The route with more kinds of criteria, then a whole host, more headers, a regular expression, the longest prefix.",
  sources: [
    "Kong 3.10, router transform.lua get_priority (traditional_compatible): bits 63-61 kinds of criteria, 60 plain hosts only, 59-52 headers, 51 regex path, regex_priority, prefix length",
    "regex_priority is 0; of equal routes the first listed goes first (created_at); prefixes go by characters",
  ],
  params: z.strictObject({}),
  presets: {},
  select: (routes, request) =>
    highest(routes, request, (route) => {
      const { host, headers, method, path, statesPath } = route
      if (!takesHost(route, request) || !takesMethod(route, request) || !takesHeaders(route, request)) return null
      if (!takesCharacters(path, request)) return null
      const criteria = [host !== undefined, headers.size > 0, method !== undefined, statesPath]
      return [
        criteria.filter(Boolean).length,
        host !== undefined && !isWildcard(host) ? 1 : 0,
        headers.size,
        path.kind === "prefix" ? 0 : 1,
        path.kind === "prefix" ? path.text.length : 0,
      ]
    }),
})
