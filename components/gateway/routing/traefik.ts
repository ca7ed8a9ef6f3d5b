import * as z from "zod"
import { defineRouting, highest, type RoutePlan } from "./contract.ts"
import { isWildcard, takesCharacters, takesHeaders, takesHost, takesMethod } from "./matching.ts"

/** Length counts the characters of the rule, so a method makes a route longer and a glob longer than what it stands for. */
export const traefikRouting = defineRouting({
  kind: "traefik",
  title: "Traefik",
  summary: "The longest rule as it would be written; prefixes go by characters.",
  sources: [
    "Traefik 3: router priority is the length of the rule, highest first",
    "rules: Host(`a.example`), HostRegexp(`^.+\\.example$`), PathPrefix(`/pay`), Path(`/pay`), PathRegexp(`^/users/[^/]+$`), Method(`POST`), Header(`x-canary`, `1`), with &&",
    "of equal ones the first listed (chosen)",
  ],
  params: z.strictObject({}),
  presets: {},
  select: (routes, request) =>
    highest(routes, request, (route) => {
      if (!takesHost(route, request) || !takesMethod(route, request) || !takesHeaders(route, request)) return null
      return takesCharacters(route.path, request) ? [ruleOf(route).length] : null
    }),
})

function ruleOf({ host, path, statesPath, method, headers }: RoutePlan): string {
  const stated = [
    host === undefined ? [] : hostRule(host),
    statesPath ? pathRule(path) : [],
    method === undefined ? [] : `Method(\`${method}\`)`,
    [...headers].map(([name, value]) => `Header(\`${name}\`, \`${value}\`)`),
  ]
  return stated.flat().join(" && ")
}

function hostRule(host: string): string {
  if (!isWildcard(host)) return `Host(\`${host}\`)`
  return `HostRegexp(\`^.+${host.slice(1).split(".").join("\\.")}$\`)`
}

function pathRule({ kind, text }: RoutePlan["path"]): string {
  if (kind === "glob") return `PathRegexp(\`^${text.split("*").join("[^/]+")}$\`)`
  return kind === "prefix" ? `PathPrefix(\`${text}\`)` : `Path(\`${text}\`)`
}
