import { routeFor, routesSchema } from "../../../components/gateway/routes.ts"
import type { ComponentText, World, WorldOptions } from "../support/world.ts"

export const MS = 1e6

/** A service of 1 ms behind the gateway, and whoever plug-ins ask, 2 ms each. */
const components: Record<string, ComponentText> = {
  api: { kind: "service", operations: { read: [{ work: "1ms" }] } },
  identity: { kind: "service", operations: { ask: [{ work: "2ms" }] } },
}

export interface Script {
  readonly count: number
  readonly stepNs: number
  /** Of each request by its number; 0 for all when absent. */
  readonly key?: (index: number) => number
}

/** Requests to a gateway that is `the`, in front of the service. */
export function worldOf(the: object, { count, stepNs, key = () => 0 }: Script): WorldOptions {
  return {
    components: { ...components, gw: { kind: "gateway", routes: [{ prefix: "/", to: "api" }], ...the } },
    calls: Array.from({ length: count }, (_, index) => {
      return { operation: "read", to: "gw", atNs: index * stepNs, key: key(index) }
    }),
  }
}

export function outcomes(world: World): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { outcome } of world.driver.answers) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

/** In ms, in the order of the calls. */
export function tookMs(world: World): readonly number[] {
  return [...world.driver.answers]
    .sort((left, right) => left.call - right.call)
    .map(({ atNs, startedNs }) => (atNs - startedNs) / MS)
}

/** A route in short: `/pay` or `POST /pay` for a prefix, `= /pay` exact, `~ /a/*` a glob; `a.example /pay x=1`. */
function routeText(text: string): object {
  const words = text.split(" ")
  const headers = words.filter((word) => /^[a-z-]+=/.test(word)).map((word) => word.split("="))
  const kind = words.includes("=") ? "exact" : words.includes("~") ? "glob" : "prefix"
  const of = (rule: RegExp) => words.find((word) => rule.test(word))
  return {
    [kind]: of(/^\//),
    method: of(/^[A-Z]+$/),
    host: of(/^[a-z*]+\./),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
  }
}

/** Which of the routes takes the request, as it was written; undefined where none does. */
export function routed(strategy: string, routes: readonly string[], request: string): string | undefined {
  const parsed = routesSchema.parse(routes.map((text) => ({ ...routeText(text), to: "api" })))
  return routes[routeFor(request, parsed, { strategy, params: {} })]
}
