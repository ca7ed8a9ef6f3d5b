import * as z from "zod"
import { defineRouting, highest, takesCharacters, takesMethod } from "./contract.ts"

/** Exact paths and globs are regular expressions to this router (`~/pay$`), and go before any prefix. */
export const kongRouting = defineRouting({
  kind: "kong",
  title: "Kong",
  summary: "The route with more criteria, then a regular expression, then the longest prefix (by characters).",
  sources: [
    "Kong 3.10, router transform.lua get_priority (traditional_compatible): number of criteria, regex bit, regex_priority, prefix length",
    "regex_priority is 0; of equal routes the first listed goes first (created_at)",
  ],
  params: z.strictObject({}),
  presets: {},
  select: (routes, request) =>
    highest(routes, request, (route) => {
      const { kind, text } = route.path
      if (!takesMethod(route, request) || !takesCharacters(route.path, request)) return null
      return [route.method === undefined ? 0 : 1, kind === "prefix" ? 0 : 1, kind === "prefix" ? text.length : 0]
    }),
})
