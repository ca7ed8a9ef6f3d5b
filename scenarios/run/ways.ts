import { DEFAULT_POLICY, type PolicyPlan } from "../../components/client-stack/policy.ts"
import type { PortOptions } from "../../components/kit/contract.ts"
import type { PolicyRule, ScenarioPlan } from "../plan.ts"
import type { Instance } from "./instances.ts"
import type { RuleIndex } from "./rules.ts"

/** How the calls of a replica get to a component: to whom they go first, and what the caller does about them. */
export interface Way {
  /** The component itself or its proxies; or the caller's own proxy. */
  readonly to: string
  /** The one replica they go to; undefined where there is a choice. */
  readonly replica: number | undefined
  /** Nothing lies between. */
  readonly isLocal: boolean
  readonly policy: PolicyPlan
  /** They leave through the caller's own proxy. */
  readonly leaves: boolean
}

/**
 * Members of a mesh call through the proxies beside them, and who calls a member gets to its proxies; but not what is
 * meant for one replica alone, such as a health check, and not what agents ask.
 */
export function wayTo(
  plan: Pick<ScenarioPlan, "components">,
  policies: RuleIndex<PolicyRule>,
  the: {
    readonly caller: Instance
    readonly component: string
    readonly options: PortOptions
    readonly isAgent: boolean
  },
): Way {
  const { caller, component, options, isAgent } = the
  const { replica, isLocal = false } = options
  const from = plan.components[caller.component]
  const to = plan.components[component]
  const policy = policies.for(caller.component, component)?.policy ?? DEFAULT_POLICY
  const direct: Way = { to: component, replica, isLocal, policy, leaves: false }
  if (from?.beside === component && replica !== undefined) return { ...direct, isLocal: true, policy: DEFAULT_POLICY }
  if (replica !== undefined || isAgent) return direct
  if (from?.proxy !== undefined) return { to: from.proxy, replica: caller.replica, isLocal: true, policy, leaves: true }
  return to?.proxy === undefined ? direct : { ...direct, to: to.proxy }
}

/** The component whose network a caller uses: a proxy's is that of the replica it stands beside. */
export function hostOf(plan: Pick<ScenarioPlan, "components">, caller: Instance): { component: string; name: string } {
  const { component, name, replica, replicas } = caller
  const host = plan.components[component]?.beside
  if (host === undefined) return { component, name }
  return { component: host, name: replicas === 1 ? host : `${host}[${replica}]` }
}
