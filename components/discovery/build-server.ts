import { hashText, type Step } from "../../engine/index.ts"
import type { BuildContext, Built } from "../kit/contract.ts"
import { createServer, PortList } from "../kit/server.ts"
import { queueParams } from "../kit/server-params.ts"
import { directoryOf } from "./directory.ts"
import { Gossip } from "./gossip.ts"
import { livenessOf } from "./liveness/choice.ts"
import { serverCounts } from "./metrics.ts"
import { COPY, GOSSIP, OPERATIONS, RAFT, REPLICATE } from "./operations.ts"
import type { RegistryParams } from "./parameters.ts"
import { readsOf } from "./reads/choice.ts"
import { replicationOf } from "./replication/choice.ts"
import { Clerk } from "./server/clerk.ts"
import { Desk } from "./server/desk.ts"
import { Leases } from "./server/leases.ts"
import type { Replication } from "./server/parts.ts"
import { RegistryServer } from "./server/registry-server.ts"
import { TIMER_GOSSIP } from "./server/timers.ts"

/** One server. */
export function buildServer(context: BuildContext<RegistryParams>): Built {
  const { params, sim, self, component } = context
  const desk = new Desk({
    ...{ sim, self, replica: context.replica, replicas: context.replicas },
    directory: directoryOf(context),
    leases: new Leases(params.liveness, context.stream("leases")),
    counts: serverCounts(context.metrics),
    visit: hashText(context.instance, 0),
    isFilled: params.start === "settled",
    peerPort: (replica, timeoutNs) => context.port(component, { replica, timeoutNs }),
    numberOf: (operation) => context.operations.numberOf(operation),
    stream: (purpose) => context.stream(purpose),
  })
  const replication = replicationOf(params.replication).make(params.replication.params, desk)
  const lists = readsOf(params.reads).serve(params.reads.params, desk, replication)
  const gossip = gossipOf(context, desk, replication)
  const clerk = new Clerk(desk, replication, lists, gossip)
  const plan = { slots: "unlimited" as const, queue: queueParams.parse({}), cpu: params.cpu }
  const operations = OPERATIONS.map((operation, argument) => ({ operation, steps: stepsOf(argument, context) }))
  const server = createServer(context, plan, operations, { list: new PortList(context), extension: clerk })
  const actor = new RegistryServer({ server, clerk, desk, replication, lists, gossip })
  return {
    actor,
    connect: () => gossip?.connect(),
    start: () => actor.start(),
    inside: (view) => [desk.table.inside(view, (host) => desk.leases.goodUntilNs(host))],
  }
}

/** What servers say to each other is no work, since who is late with it is taken for dead. */
function stepsOf(argument: number, context: BuildContext<RegistryParams>): readonly Step[] {
  const { work } = context.params
  const isPeers = [REPLICATE, COPY, RAFT, GOSSIP].includes(OPERATIONS[argument] ?? "")
  const extend = { do: "extend" as const, argument }
  return work === undefined || isPeers ? [extend] : [{ do: "work", time: context.distribution(work) }, extend]
}

/** The servers belong to the group in which agents watch each other, and say of whom it holds for dead. */
function gossipOf(context: BuildContext<RegistryParams>, desk: Desk, replication: Replication): Gossip | null {
  const { params, sim, self, component, instance } = context
  const duty = livenessOf(params.liveness).duty(params.liveness.params)
  if (duty.kind === "beat" || duty.gossip === "off") return null
  const { directory, letters } = desk
  directory.members.push({ component, actor: self, host: -1 })
  return new Gossip({
    ...{ sim, self, timerKind: TIMER_GOSSIP, timing: duty.gossip, directory, letters },
    name: `${instance} gossip`,
    operation: desk.numberOf(GOSSIP),
    random: context.stream("gossip"),
    port: (target, options) => context.port(target, options),
    heard: (host, isDead) => {
      desk.heard(host, isDead)
      replication.mark(host, !isDead)
    },
  })
}
