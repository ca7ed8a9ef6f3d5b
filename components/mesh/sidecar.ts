import * as z from "zod"
import type { DistributionSpec, Step } from "../../engine/index.ts"
import { type BuildContext, defineComponent, type MetricDeclaration } from "../kit/contract.ts"
import type { DistributionPlan } from "../kit/distribution/plan.ts"
import { createServer, PortList } from "../kit/server.ts"
import { serverCapacity } from "../kit/server-capacity.ts"
import { handshakeStep, tls } from "../kit/tls.ts"
import { mayEnter, ruleToAsk } from "./access.ts"
import { Board } from "./board.ts"
import { KEEPALIVE_NS } from "./control-plane.ts"
import { CERTIFICATE, PUSH } from "./operations.ts"
import { limitersBefore, type MeshParams, providersOf, ruleSetsOf } from "./parameters.ts"
import { ARRIVES, ASKS, PASSES, Passage, type PassageParts, type Way } from "./passage.ts"
import { SidecarAgent } from "./sidecar-agent.ts"
import type { SidecarParams } from "./sidecar-params.ts"
import { Spreader } from "./versions.ts"

type Context = BuildContext<SidecarParams>

/** More than the control plane takes to answer that there is no news. */
const ANSWER_MAX_NS = 1.5 * KEEPALIVE_NS

const metrics: readonly MetricDeclaration[] = [
  { name: "denied", title: "Requests that access rules refused", unit: "count", type: "counter" },
  { name: "limited", title: "Requests that rate limits refused", unit: "count", type: "counter" },
  { name: "unencrypted", title: "Requests refused for want of a certificate", unit: "count", type: "counter" },
  { name: "badCertificates", title: "Handshakes with a certificate that has expired", unit: "count", type: "counter" },
  { name: "inbound", title: "Requests to its replica, as it measures them", unit: "ns", type: "latency" },
  { name: "outbound", title: "Requests of its replica, as it measures them", unit: "ns", type: "latency" },
  { name: "failures", title: "Requests it has seen fail, in both directions", unit: "count", type: "counter" },
  { name: "staleness", title: "From a change to when it knew", unit: "ns", type: "latency" },
  { name: "renewals", title: "Certificates renewed", unit: "count", type: "counter" },
]

/**
 * A proxy beside each replica of a member of a mesh, made by the mesh: what the replica calls leaves through it, and what
 * others ask of the replica comes in through it. It keeps to the mesh's traffic policies, as far as its control plane
 * has told it. A crash of the replica alone leaves it running; its calls then end as errors.
 */
export const sidecar = defineComponent<SidecarParams>({
  kind: "sidecar",
  title: "Sidecar",
  summary: "A proxy beside a replica, through which all its calls come and go.",
  sources: ["Istio, Architecture: data plane", "Envoy, life of a request"],
  layer: "network",
  params: z.never(),
  isCompanion: true,
  presets: {},
  profiles: [],
  metrics,
  faults: ["crash", "pause", "slow"],
  offer: () => ({ any: true, fallback: undefined }),
  calls: () => [],
  capacity: ({ mesh }) =>
    serverCapacity({ noun: "slots", count: mesh.concurrency, cpu: mesh.cpu }, () => passingWork(mesh)),
  build: (context) => {
    const { mesh, member } = context.params
    const board = boardOf(context)
    board.members.set(context.self, member.component)
    const agent = agentOf(context, board)
    const list = new PortList(context)
    const passage = new Passage(context.sim, passageParts(context, { board, agent, list }))
    const steps: Step[] = [
      ...(mesh.mtls === "off" ? [] : [{ do: "extend" as const, argument: ARRIVES }, handshakeOf(mesh)]),
      ...inOne(passingWork(mesh).map(({ work }) => context.distribution(work))).map(
        (time): Step => ({ do: "work", time }),
      ),
      ...(providersOf(mesh, member.component).every((provider) => provider === undefined) ? [] : ASKING),
      { do: "extend", argument: PASSES },
      { do: "forward", name: "way" },
    ]
    const { operations } = context
    const size = list.ports.length * operations.count
    const forwards = {
      port: Int32Array.from({ length: size }, (_, route) => Math.floor(route / operations.count)),
      operation: Int32Array.from({ length: size }, (_, route) => route % operations.count),
    }
    const plan = { slots: mesh.concurrency, queue: mesh.queue, cpu: mesh.cpu }
    const actor = createServer(context, plan, [{ operation: null, steps }], { list, extension: passage, forwards })
    return { actor, start: () => passage.bind(context.proxied()) }
  },
})

/** What a sidecar does for each request, measuring included. */
function passingWork({ overhead, telemetry }: MeshParams): readonly { readonly work: DistributionPlan }[] {
  return [
    ...(overhead === undefined ? [] : [{ work: overhead }]),
    ...(telemetry === undefined ? [] : [{ work: telemetry.work }]),
  ]
}

/** Works that always take the same are one: an event less for each request. */
function inOne(works: readonly DistributionSpec[]): readonly DistributionSpec[] {
  let sum = 0
  for (const work of works) {
    if (work.kind !== "constant") return works
    sum += work.value
  }
  return sum === 0 ? [] : [{ kind: "constant", value: sum }]
}

/** Passes the request to whoever is asked about it first; what that refuses ends here. */
const ASKING: readonly Step[] = [
  { do: "extend", argument: ASKS },
  { do: "unless-found", steps: [{ do: "forward", name: "provider" }] },
]

function handshakeOf({ certificates }: MeshParams): Step {
  const params = tls().parse({ certificate: certificates.key, mutual: true })
  if (params === undefined) throw new Error("a handshake has parameters")
  return handshakeStep(params)
}

function boardOf({ shared, params: { owner } }: Context): Board {
  return shared("board", () => new Board(), owner)
}

function agentOf(context: Context, board: Board): SidecarAgent {
  const { params, sim, self, operations, metrics: bag, instance, replica } = context
  const { owner, planes, mesh } = params
  const random = context.stream("agent")
  return context.agent((number, port) => {
    const options = { timeoutNs: ANSWER_MAX_NS, isProbe: true }
    const agent = new SidecarAgent(sim, number, {
      board,
      sidecar: self,
      ports: Array.from({ length: planes }, (_, plane) => port(owner, { ...options, replica: plane })),
      first: replica % planes,
      push: operations.numberOf(PUSH),
      certificate: operations.numberOf(CERTIFICATE),
      lifetimeNs: mesh.mtls === "off" ? undefined : mesh.certificates.lifetime,
      random,
      name: instance,
      metrics: { staleness: bag.latency("staleness"), renewals: bag.counter("renewals") },
    })
    return { agent, actor: agent, start: () => agent.start() }
  }).agent
}

function passageParts(
  context: Context,
  { board, agent, list }: { readonly board: Board; readonly agent: SidecarAgent; readonly list: PortList },
): PassageParts {
  const { params, sim, self, operations, metrics: bag, replica } = context
  const { mesh, member } = params
  list.ports.push(context.port(member.component, { replica }))
  const { triesElsewhere } = mesh
  const portTo = (component: string) =>
    list.ports.push(context.port(component, { triesElsewhere, gate: (backends) => agent.watch(component, backends) })) -
    1
  const ways = member.targets.map(({ component, versions }): Way => {
    if (versions === undefined) return { component, ports: [portTo(component)], spreader: null }
    const ports = versions.versions.map(portTo)
    const mirror = versions.mirror === undefined ? undefined : list.ports[portTo(versions.mirror.to)]
    const luck = context.keyed(`version of ${component}`)
    return { component, ports, spreader: new Spreader(sim, versions, luck, mirror) }
  })
  const firstAsked = list.ports.length
  const routes = providersOf(mesh, member.component).map((provider) => {
    if (provider === undefined) return -1
    const operation = operations.numberOf(context.operationOf(provider))
    return (list.ports.push(context.port(provider.component)) - 1) * operations.count + operation
  })
  const visitor = (from: string | undefined, operation: number) => {
    return { member: member.component, from, operation: operations.nameOf(operation) }
  }
  return {
    board,
    agent,
    self,
    operations: operations.count,
    ways,
    limits: limitersBefore(mesh, member.component),
    rules: ruleSetsOf(mesh).map(({ access, mtls }) => ({
      isStrict: mtls === "strict",
      mayEnter: (from, operation) => mayEnter({ ...mesh, access }, visitor(from, operation)),
      asks: (from, operation) => routes[ruleToAsk({ access }, visitor(from, operation))] ?? -1,
    })),
    knowsCallers: mesh.mtls !== "off",
    owner: params.owner,
    firstAsked,
    count: {
      denied: bag.counter("denied"),
      limited: bag.counter("limited"),
      unencrypted: bag.counter("unencrypted"),
      badCertificates: bag.counter("badCertificates"),
    },
    telemetry:
      mesh.telemetry === undefined
        ? null
        : { inbound: bag.latency("inbound"), outbound: bag.latency("outbound"), failures: bag.counter("failures") },
  }
}
