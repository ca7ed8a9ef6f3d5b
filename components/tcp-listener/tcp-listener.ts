import { compileDistribution, type Step } from "../../engine/index.ts"
import { mentionedClients, Origins } from "../kit/attackers.ts"
import { type BuildContext, defineComponent } from "../kit/contract.ts"
import { counterMetrics, countersOf } from "../kit/counters.ts"
import { passesOn } from "../kit/passing-on.ts"
import { createServer, PortList } from "../kit/server.ts"
import { queueParams } from "../kit/server-params.ts"
import { HalfOpenTable } from "./half-open-table.ts"
import { ACK, COUNTERS, Listening, type ListeningParts, SYN } from "./listening.ts"
import { type ListenerParams, listenerParams } from "./parameters.ts"
import * as profiles from "./profiles.ts"

const TITLES: Readonly<Record<(typeof COUNTERS)[number], string>> = {
  syns: "SYNs, with those sent again",
  synsDropped: "SYNs without an answer, for want of room",
  floodSyns: "SYNs of the flood",
  retransmissions: "SYNs that clients send again",
  connections: "Connections made",
  connectionsLost: "Connections that clients gave up",
  cookies: "SYN cookies sent",
  evicted: "Entries that had to make room",
  resets: "Handshakes whose entry was gone when the ACK came",
}

const counters = counterMetrics(COUNTERS, TITLES)

/**
 * A listening socket: every request opens a connection and then goes on to the service behind. A SYN that finds no room
 * is dropped without a word, so the client only learns of it by waiting: it sends the SYN again and gives up as `lost`,
 * or as whatever its own timeout says. Connections are not kept alive, and the queue of accepted ones has no limit.
 */
export const tcpListener = defineComponent<ListenerParams>({
  kind: "tcp-listener",
  title: "TCP listener",
  summary: "The table of half-open connections at a service's door, which a SYN flood fills; SYN cookies.",
  sources: [
    "Linux ip-sysctl: somaxconn 4096, tcp_synack_retries 5, tcp_syn_retries 6, tcp_syncookies 1",
    "W. Eddy, RFC 4987, TCP SYN Flooding Attacks and Common Mitigations",
    "FreeBSD syncache(4)",
  ],
  layer: "edge",
  params: listenerParams,
  presets: {},
  profiles: Object.values(profiles),
  metrics: [
    ...counters,
    { name: "halfOpen", title: "Half-open connections, as of the latest SYN", unit: "count", type: "level" },
  ],
  faults: ["crash", "pause", "slow"],
  ...passesOn("to", 0),
  knows: ({ attackers }) => mentionedClients(attackers, "attackers"),
  capacity: () => [],
  build: (context) => {
    const { params } = context
    const list = new PortList(context)
    list.portTo(params.to.component)
    const steps: Step[] = [
      { do: "extend", argument: SYN },
      { do: "unless-found", steps: [{ do: "work", time: context.distribution(params.cookieWork) }] },
      { do: "extend", argument: ACK },
      { do: "forward", name: params.to.component },
    ]
    const extension = new Listening(context.sim, listeningParts(context))
    const { cpu, speeds } = params
    const plan = { slots: "unlimited" as const, queue: queueParams.parse({}), cpu, speeds }
    return { actor: createServer(context, plan, [{ operation: null, steps }], { list, extension }) }
  },
})

/** RFC 6298: a SYN is first sent again after 1 s, and each time it takes twice as long. */
const FIRST_RETRY_NS = 1e9

function listeningParts(context: BuildContext<ListenerParams>): ListeningParts {
  const { params: the, sim, self, metrics } = context
  const handshake = compileDistribution(context.distribution(the.handshake))
  return {
    self,
    origins: new Origins(sim, (actor) => context.componentOf(actor), the.attackers),
    table: new HalfOpenTable({
      size: the.backlog,
      lifeNs: the.entryLife,
      dropsOldest: the.overflow === "drop-oldest",
    }),
    cookies: the.cookies,
    retryAfterNs: Array.from({ length: the.synRetries + 1 }, (_, index) => FIRST_RETRY_NS * (1 << index)),
    handshake: { sampler: handshake, stream: context.keyed("handshake") },
    count: countersOf(COUNTERS, metrics),
    halfOpen: metrics.level("halfOpen"),
  }
}
