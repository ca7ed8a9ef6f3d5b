import * as z from "zod"
import { NS_PER_S } from "../../../engine/index.ts"
import { choice, count, duration } from "../../kit/schema.ts"
import { defineLiveness } from "./contract.ts"

const params = z.strictObject({
  interval: duration({ min: "1ms" }).prefault("10s").describe("Time between two checks of a replica"),
  timeout: duration({ min: "1ns" }).prefault("10s").describe("A check without an answer by then has failed"),
  fall: count().min(1).default(1).describe("Checks that fail in a row before the replica is reported as failing"),
  rise: count().min(1).default(1).describe("Checks that succeed in a row before it is reported as well"),
  pace: choice(["from-start", "from-end"])
    .default("from-end")
    .describe("Whether the interval runs from the beginning of the check before or from its end"),
  sync: z
    .union([duration({ min: "1ms" }), z.literal("never")])
    .prefault("60s")
    .describe("The state is reported anew after so long and up to as long again, even if nothing has changed"),
  gossip: choice(["off", "lan", "wan"])
    .default("off")
    .describe("Agents and servers watch each other by SWIM, so that a machine that is gone is found without a check"),
  crash: choice(["process", "machine"])
    .default("process")
    .describe("What a crash of a replica is: of its process, or of its machine, with the agent"),
})

type Params = z.output<typeof params>

/** Consul's agent tries a report that failed again after 15 s and more at random (agent/ae/ae.go, retryFailIntv). */
const RETRY_NS = 15 * NS_PER_S

/**
 * Somebody beside each replica asks it for its operation `health` and reports to the servers when that changes: Consul's
 * agent, or Kubernetes' kubelet. It sees a hang and an overload, and lives on when the process crashes. The servers keep
 * no time: without gossip, a replica that is gone together with its agent stays on the list.
 */
export const check = defineLiveness<Params, null>({
  kind: "check",
  title: "Local check",
  summary: "An agent beside each replica checks it and reports changes; it sees crashes, hangs and overload.",
  sources: [
    "HashiCorp Consul, agent/checks/check.go: timeout 10 s, first check after U(0, interval), next when one has ended",
    "HashiCorp Consul, agent/structs: checks are critical at first, one failure makes them so",
    "HashiCorp memberlist, config.go: DefaultLANConfig and DefaultWANConfig",
    "HashiCorp Consul, agent/ae/ae.go: full sync every 60 s + U(0, 60 s), failed ones again after 15 s + U(0, 15 s)",
    "Kubernetes, probe defaults: period 10 s, timeout 1 s, failureThreshold 3, successThreshold 1",
  ],
  params,
  presets: {
    consul: { gossip: "lan" },
    kubernetes: { timeout: "1s", fall: 3, pace: "from-start", sync: "never" },
  },
  duty: ({ interval, timeout, fall, rise, pace, sync, gossip, crash }: Params) => ({
    kind: "watchman",
    intervalNs: interval,
    timeoutNs: timeout,
    fall,
    rise,
    fromEnd: pace === "from-end",
    syncNs: sync === "never" ? Infinity : sync,
    retryNs: RETRY_NS,
    gossip,
    diesWithHost: crash === "machine",
  }),
  sweepNs: () => Infinity,
  isAligned: false,
  state: () => null,
  goodUntilNs: () => Infinity,
  granted: nothing,
  renewed: nothing,
  left: nothing,
  sweep: () => [],
  tookOver: nothing,
})

function nothing(): void {
  // The servers keep no time.
}
