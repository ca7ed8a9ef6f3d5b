import type { ProxyRoster } from "../../components/kit/proxies.ts"
import type { ComponentPlan } from "../plan.ts"
import { componentOf } from "../run/registry.ts"
import type { CallGraph, Hop } from "./graph.ts"

/** Which requests follow from which. */
export type Requests = Pick<CallGraph, "starts" | "hops">

/** Before the name of a request at a proxy: whose it is, and whether it leaves or comes in. */
const LEAVES = "to "
const ENTERS = "for "

/**
 * The requests of an estate with the proxies they pass. What a proxy may refuse by rules is not counted behind it: how
 * much that is depends on what a run does.
 */
export class Traffic implements Requests {
  private readonly graph: Requests
  private readonly components: Readonly<Record<string, ComponentPlan>>
  private readonly refusing: ReadonlySet<string>
  /** What a proxy's names stand for. */
  private readonly behind = new Map<string, readonly Hop[]>()

  constructor(graph: Requests, components: Readonly<Record<string, ComponentPlan>>) {
    this.graph = graph
    this.components = components
    this.refusing = refusingMembers(components)
  }

  get starts(): readonly Hop[] {
    return this.graph.starts.map((hop) => this.entering(hop))
  }

  hops(component: string, name: string): readonly Hop[] {
    const entry = this.components[component]
    if (entry?.beside !== undefined) return this.behind.get(`${component} ${name}`) ?? []
    const hops = this.graph.hops(component, name)
    const proxy = entry?.proxy
    if (proxy === undefined) return hops.map((hop) => this.entering(hop))
    return hops.map((hop) => this.through(proxy, hop))
  }

  /** A request that leaves through the caller's proxy, which chooses a version where there are any. */
  private through(proxy: string, hop: Hop): Hop {
    const own = `${LEAVES}${hop.component}.${hop.name}`
    const { kind, params } = this.components[hop.component] ?? {}
    const isService = kind !== undefined && componentOf(kind).versions?.(params) !== undefined
    const next = isService ? this.graph.hops(hop.component, hop.name) : [hop]
    this.behind.set(
      `${proxy} ${own}`,
      next.map((one) => this.entering(isService ? one : { ...one, expected: 1 })),
    )
    return { ...hop, component: proxy, name: own }
  }

  /** A request to a member comes in through its proxy. */
  private entering(hop: Hop): Hop {
    const { component, name } = hop
    const proxy = this.components[component]?.proxy
    if (proxy === undefined) return hop
    const own = `${ENTERS}${name}`
    this.behind.set(`${proxy} ${own}`, [{ ...hop, expected: this.refusing.has(component) ? 0 : 1 }])
    return { ...hop, component: proxy, name: own }
  }
}

/** Members whose proxies may turn requests away by rules. */
function refusingMembers(components: Readonly<Record<string, ComponentPlan>>): ReadonlySet<string> {
  const names = Object.values(components).flatMap(({ kind, params }) => {
    const role = componentOf(kind).proxies
    if (role === undefined) return []
    const { members }: ProxyRoster = Object(params).roster
    return members.map(({ component }) => component).filter((name) => role.refuses(params, name))
  })
  return new Set(names)
}
