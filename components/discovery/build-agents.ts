import { hashText } from "../../engine/index.ts"
import type { AgentContext, Built, Registered, Resolver } from "../kit/contract.ts"
import { HEALTH } from "../kit/probes.ts"
import { Beats } from "./agents/beats.ts"
import type { Duty, Post } from "./agents/duty.ts"
import { Registrar, TIMER_GOSSIP_OF_AGENT } from "./agents/registrar.ts"
import { RegistryResolver } from "./agents/resolver.ts"
import { Watchman as WatchmanDuty } from "./agents/watchman.ts"
import { Way } from "./agents/way.ts"
import { directoryOf } from "./directory.ts"
import { Gossip } from "./gossip.ts"
import type { Letters } from "./letters.ts"
import { livenessOf } from "./liveness/choice.ts"
import type { Beat, Watchman } from "./liveness/contract.ts"
import { GOSSIP } from "./operations.ts"
import type { RegistryParams } from "./parameters.ts"
import { readsOf } from "./reads/choice.ts"

/** Beside a replica that registers. */
export function buildRegistrar(context: AgentContext<RegistryParams>, service: Registered): Built {
  const { params, sim, self, host } = context
  const directory = directoryOf(context)
  const way = new Way(context, directory, "registrar")
  const liveness = livenessOf(params.liveness)
  const plan = liveness.duty(params.liveness.params)
  const duty = (post: Post): Duty =>
    plan.kind === "beat" ? new Beats(plan, post) : new WatchmanDuty(plan, post, () => directory.hosts.size)
  const gossip = gossipOf(context, plan, way.letters)
  const isLocal = { replica: context.replica, isProbe: true, isLocal: true }
  const probe =
    plan.kind === "beat"
      ? null
      : {
          port: context.port(service.component, { ...isLocal, timeoutNs: plan.timeoutNs }),
          operation: context.operations.numberOf(HEALTH),
          visit: hashText(`${context.instance} ${context.registry} check`, 0),
        }
  const actor = new Registrar(sim, self, {
    ...{ host, service: service.component, isSettled: params.start === "settled", directory, way, probe, duty },
    ports: way.ports(params.timeout),
    random: context.stream("registrar"),
    gossip,
  })
  return { actor, connect: () => gossip?.connect(), start: () => actor.start() }
}

/** The agent belongs to the group in which agents watch each other. What it holds of others is the servers' business. */
function gossipOf(context: AgentContext<RegistryParams>, plan: Beat | Watchman, letters: Letters): Gossip | null {
  const { sim, self, instance, registry } = context
  if (plan.kind === "beat" || plan.gossip === "off") return null
  return new Gossip({
    ...{ sim, self, timerKind: TIMER_GOSSIP_OF_AGENT, timing: plan.gossip, directory: directoryOf(context), letters },
    name: `${instance} ${registry} gossip`,
    operation: context.operations.numberOf(GOSSIP),
    random: context.stream("gossip"),
    port: (target, options) => context.port(target, options),
    heard: () => undefined,
  })
}

/** Beside a replica that looks for those it calls. */
export function buildResolver(context: AgentContext<RegistryParams>): Resolver {
  const { params, sim, self } = context
  const directory = directoryOf(context)
  const reads = readsOf(params.reads)
  const actor = new RegistryResolver(sim, self, {
    ...{
      directory,
      way: new Way(context, directory, "resolver"),
      timeoutNs: params.timeout,
      isSettled: params.start === "settled",
    },
    random: context.stream("resolver"),
    follow: (asking) => reads.follow(params.reads.params, asking),
  })
  return { actor, start: () => actor.start(), watch: (service, backends) => actor.watch(service, backends) }
}
