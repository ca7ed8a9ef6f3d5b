import { type BuildContext, defineComponent, type MetricDeclaration } from "../kit/contract.ts"
import { HEALTH } from "../kit/probes.ts"
import type { ProxyMember, ProxyRoster, VersionsPlan } from "../kit/proxies.ts"
import { matchesPattern, parseLinkReference } from "../kit/reference.ts"
import { createServer, PortList } from "../kit/server.ts"
import { queueParams } from "../kit/server-params.ts"
import { Board } from "./board.ts"
import { ControlPlane, NEWS, TOLD } from "./control-plane.ts"
import { CERTIFICATE, PUSH } from "./operations.ts"
import {
  type AccessRule,
  forMember,
  limitsBefore,
  type MeshParams,
  mergedPolicy,
  meshParams,
  providersOf,
  ruleSetsOf,
} from "./parameters.ts"
import * as profiles from "./profiles.ts"
import { Publisher } from "./publisher.ts"
import type { SidecarParams } from "./sidecar-params.ts"
import { type Change, Watcher } from "./watcher.ts"

/** A mesh that knows its members. */
interface Params extends MeshParams {
  readonly roster?: ProxyRoster
}

/** Sidecars that Istio tells at a time, by the cores of its control plane. */
const atOnceBase = 15
const atOncePerCore = 5
const atOnceMax = 100

/** TCP takes one round trip, TLS 1.3 one more. */
const ROUND_TRIPS = { off: 1, permissive: 2, strict: 2 } as const

const metrics: readonly MetricDeclaration[] = [
  { name: "pushes", title: "Times that a sidecar was told something", unit: "count", type: "counter" },
]

/**
 * A service mesh: the control plane itself, with its replicas, and a sidecar beside each replica of its members. It
 * finds out which replicas can be called, tells the sidecars, and issues their certificates; without it they go on with
 * what they know until their certificates expire. What is written for `a -> b` under links and faults is the way
 * between their sidecars; under policies it is the application's own, up to its sidecar.
 */
export const mesh = defineComponent<Params>({
  kind: "mesh",
  title: "Service mesh",
  summary: "Sidecars beside the replicas of its members, and the control plane that tells them what to do.",
  sources: [
    "Istio, pilot/pkg/bootstrap: debounce 100 ms to 10 s, PILOT_PUSH_THROTTLE min(15 + 5 cores, 100)",
    "Istio, security: workload certificates of 24 h, renewed at half their time",
    "Istio, AuthorizationPolicy: deny before allow",
    "Kubernetes, probe defaults",
  ],
  layer: "network",
  params: meshParams,
  presets: {},
  profiles: Object.values(profiles),
  metrics,
  faults: ["crash", "pause", "slow"],
  editing: {
    fresh: { members: ["{to}"] },
    calls: { in: "params", path: ["members"], names: "component", item: "{to}" },
  },
  offer: () => ({ own: [CERTIFICATE, PUSH], fallback: undefined }),
  calls: ({ access }) =>
    access.flatMap(({ provider }, index) => {
      const path = ["access", index, "provider"]
      // Its sidecars make them, as often as rules fit.
      return provider === undefined
        ? []
        : [{ to: provider, path, from: "", conditional: true, detached: false, expected: 0 }]
    }),
  probes: () => [HEALTH],
  capacity: () => [],
  proxies: {
    members: ({ members }) => members.map((pattern, index) => ({ pattern, path: ["members", index] })),
    rules: ({ traffic }) =>
      Object.keys(traffic).flatMap((key) => {
        const parsed = parseLinkReference(key)
        return "value" in parsed ? [{ from: parsed.value.from, to: parsed.value.to, key, path: ["traffic", key] }] : []
      }),
    enlist: (the, roster): Params => ({ ...the, roster }),
    proxy: (the, { owner, planes, member }) => ({
      kind: "sidecar",
      params: { owner, planes, mesh: forMember(the, member.component), member } satisfies SidecarParams,
    }),
    policy: (the, key) => mergedPolicy(the, (key === undefined ? undefined : the.traffic[key]) ?? {}),
    connections: ({ connections: { max, streams, idleTimeout, ageMax }, mtls }) => ({
      ...(max === undefined ? {} : { max }),
      streams,
      idleTimeoutNs: idleTimeout,
      ...(ageMax === undefined ? {} : { ageMaxNs: ageMax }),
      handshakeRoundTrips: ROUND_TRIPS[mtls],
    }),
    names: ({ access, limits, changes }) => [
      ...namesIn(access, ["access"]),
      ...changes.flatMap((change, index) => namesIn(change.access ?? [], ["changes", index, "access"])),
      ...limits.flatMap(({ to }, limit) =>
        to.map((pattern, index) => ({ pattern, path: ["limits", limit, "to", index] })),
      ),
    ],
    asks: (the, member) => providersOf(the, member).flatMap((provider) => provider?.component ?? []),
    loopback: ({ latency }) => latency,
    demands: ({ mtls }) => mtls === "strict",
    refuses: (the, member) =>
      limitsBefore(the, member).length > 0 ||
      ruleSetsOf(the).some(({ access }) =>
        access.some(({ to }) => to.some((pattern) => matchesPattern(pattern, member))),
      ),
  },
  build: (context) => {
    const { params: the, sim, self, metrics: bag } = context
    const board = context.shared("board", () => new Board())
    const atOnce = the.push.atOnce ?? Math.min(atOnceMax, atOnceBase + atOncePerCore * the.cores)
    const plane = new ControlPlane(sim, self, { board, atOnce, pushes: bag.counter("pushes") })
    context.agent((number) => {
      const parts = { board, plane, quietNs: the.push.quiet, waitNs: the.push.wait }
      const actor = new Publisher(sim, number, parts)
      board.planes.push(actor)
      return { actor, start: () => actor.start() }
    })
    if (context.replica === 0) addWatcher(context, board)
    const list = new PortList(context)
    const operations = [
      {
        operation: PUSH,
        steps: [
          { do: "extend" as const, argument: NEWS },
          { do: "work" as const, time: context.distribution(the.push.work) },
          { do: "extend" as const, argument: TOLD },
        ],
      },
      { operation: CERTIFICATE, steps: [{ do: "work" as const, time: context.distribution(the.certificates.work) }] },
    ]
    const plan = {
      slots: "unlimited" as const,
      queue: queueParams.parse({}),
      cpu: { cores: the.cores, discipline: "processor-sharing" as const },
    }
    return { actor: createServer(context, plan, operations, { list, extension: plane }) }
  },
})

function addWatcher(context: BuildContext<Params>, board: Board): void {
  const { params: the, sim, operations, component } = context
  const { interval, timeout, fall, rise } = the.readiness
  const { members, services }: ProxyRoster = the.roster ?? { members: [], services: [] }
  board.truth.enlist(component, { members, services })
  const random = context.stream("watcher")
  context.agent((self, port) => {
    const options = { timeoutNs: timeout, isProbe: true }
    const probed = services.flatMap(({ component: service, replicas }) =>
      Array.from({ length: replicas }, (_, replica) => {
        return { component: service, replica, port: port(service, { ...options, replica }) }
      }),
    )
    const actor = new Watcher(sim, self, {
      board,
      probed,
      changes: [
        ...changesOf(members),
        ...the.changes.map(({ at }, step) => ({ service: component, step: step + 1, atNs: at })),
      ],
      operation: operations.numberOf(HEALTH),
      intervalNs: interval,
      fall,
      rise,
      random,
      name: component,
    })
    return { actor, start: () => actor.start() }
  })
}

/** The patterns of access rules that stand at a path. */
function namesIn(access: readonly AccessRule[], at: readonly (string | number)[]) {
  return access.flatMap(({ to, from = [] }, rule) => [
    ...to.map((pattern, index) => ({ pattern, path: [...at, rule, "to", index] })),
    ...from.map((pattern, index) => ({ pattern, path: [...at, rule, "from", index] })),
  ])
}

/** Every change of what members call that has versions, once. */
function changesOf(members: readonly ProxyMember[]): readonly Change[] {
  const services = new Map<string, VersionsPlan>()
  for (const { targets } of members)
    for (const { component, versions } of targets) if (versions !== undefined) services.set(component, versions)
  return [...services].flatMap(([service, { steps }]) =>
    steps.flatMap(({ atNs }, step) => (step === 0 ? [] : [{ service, step, atNs }])),
  )
}
