import * as z from "zod"
import { defineRouting, highest, type RoutePlan, takesCharacters, takesMethod } from "./contract.ts"

/** Length counts the characters of the rule, so a method makes a route longer and a glob longer than what it stands for. */
export const traefikRouting = defineRouting({
  kind: "traefik",
  title: "Traefik",
  summary: "The longest rule as it would be written; prefixes go by characters.",
  sources: [
    "Traefik 3: router priority is the length of the rule, highest first",
    "rules: PathPrefix(`/pay`), Path(`/pay`), PathRegexp(`^/users/[^/]+$`), && Method(`POST`); of equal ones the first listed (chosen)",
  ],
  params: z.strictObject({}),
  presets: {},
  select: (routes, request) =>
    highest(routes, request, (route) =>
      takesMethod(route, request) && takesCharacters(route.path, request) ? [ruleOf(route).length] : null,
    ),
})

function ruleOf({ path: { kind, text }, method }: RoutePlan): string {
  const regex = text.split("*").join("[^/]+")
  const path =
    kind === "prefix"
      ? `PathPrefix(\`${text}\`)`
      : kind === "exact"
        ? `Path(\`${text}\`)`
        : `PathRegexp(\`^${regex}$\`)`
  return method === undefined ? path : `${path} && Method(\`${method}\`)`
}
