import type { ProfileDefinition } from "../../kit/contract.ts"

/**
 * Traefik 3. Its retry middleware (off by default) and timeouts of a server transport (dial 30 s, from memory) belong to
 * the link behind it: state them under `policies`.
 */
export const traefik3: ProfileDefinition = {
  profile: "traefik-3",
  title: "Traefik 3",
  summary: "A goroutine for each request, so that all share the cores; middlewares as listed; the longest rule.",
  sources: [
    "Go net/http: one goroutine a connection, no limit of their number",
    "middlewares run in the order in which the router lists them; priority is the length of the rule",
    "overhead: 100us and 4 cores are chosen; no sourced figure",
  ],
  params: {
    concurrency: "unlimited",
    overhead: "100us",
    cpu: { cores: 4, discipline: "processor-sharing" },
    order: "listed",
    routing: "traefik",
  },
}
