import { NS_PER_MS, NS_PER_S, type Ns } from "../../../engine/index.ts"

/** How a member probes, gossips and suspects. An interval of 0 turns its activity off, as in memberlist. */
export type SwimTiming = {
  /** Whom to probe: each in a shuffled round (memberlist), or anyone each time (the SWIM paper, section 3). */
  readonly probing: "round-robin" | "uniform"
  readonly probeIntervalNs: Ns
  /** Without an answer for so long, others are asked to probe. */
  readonly probeTimeoutNs: Ns
  /** How many others are asked. */
  readonly indirectProbes: number
  readonly gossipIntervalNs: Ns
  /** How many members are told at each interval. */
  readonly gossipFanOut: number
  /** How long a member found dead is still told, so that it can object. */
  readonly gossipToTheDeadNs: Ns
  readonly pushPullIntervalNs: Ns
  /** How often it tries a member found dead, with the probability of dead to living: what mends a split (Serf). */
  readonly reconnectIntervalNs: Ns
  /** Each piece of news is sent this many times the number of decimal digits of the members' count. */
  readonly retransmitMultiplier: number
  /** The least time under suspicion, in probe intervals times log10 of the members' count. */
  readonly suspicionMultiplier: number
  /** The most time under suspicion, in least ones. */
  readonly suspicionMaxMultiplier: number
  /** How many times longer than the interval a probe may last where the prober doubts itself (Lifeguard). 1: no longer. */
  readonly awarenessMax: number
  /** News in a packet. */
  readonly packetUpdatesMax: number
}

/** memberlist config.go, DefaultLANConfig: what Consul's and Nomad's agents of one data centre start from. */
export const lanTiming: SwimTiming = {
  probing: "round-robin",
  probeIntervalNs: NS_PER_S,
  probeTimeoutNs: 500 * NS_PER_MS,
  indirectProbes: 3,
  gossipIntervalNs: 200 * NS_PER_MS,
  gossipFanOut: 3,
  gossipToTheDeadNs: 30 * NS_PER_S,
  pushPullIntervalNs: 30 * NS_PER_S,
  reconnectIntervalNs: 30 * NS_PER_S, // Serf config.go, ReconnectInterval
  retransmitMultiplier: 4,
  suspicionMultiplier: 4,
  suspicionMaxMultiplier: 6,
  awarenessMax: 8,
  packetUpdatesMax: 10, // chosen: UDPBufferSize, 1,400 bytes, at about 130 bytes a piece
}

/** memberlist config.go, DefaultWANConfig: slower where the way is longer. */
export const wanTiming: SwimTiming = {
  ...lanTiming,
  probeIntervalNs: 5 * NS_PER_S,
  probeTimeoutNs: 3 * NS_PER_S,
  gossipIntervalNs: 500 * NS_PER_MS,
  gossipFanOut: 4,
  gossipToTheDeadNs: 60 * NS_PER_S,
  pushPullIntervalNs: 60 * NS_PER_S,
  suspicionMultiplier: 6,
}
