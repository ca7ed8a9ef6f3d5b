import type { ProfileDefinition } from "../../kit/contract.ts"

/**
 * HAProxy 3 in http mode, its servers with `check` and its backend with `option redispatch 1`, as is usual. Its timeouts
 * belong to the link behind it: state them under `policies`.
 */
export const haproxy3: ProfileDefinition = {
  profile: "haproxy-3",
  title: "HAProxy 3",
  summary: "Turns by weight; opens a connection to each server every 2 s; three retries where a connection fails.",
  sources: [
    "HAProxy configuration manual, balance: roundrobin, by weights that may change, where nothing is said",
    "HAProxy configuration manual, check: a connection every 2 s (inter), fall 3, rise 2, up at the start",
    "HAProxy configuration manual, retries 3: of connections that fail; option redispatch 1: each on another server",
  ],
  params: {
    strategy: { kind: "weighted-round-robin", mode: "earliest-deadline-first" },
    health: { kind: "connect-check", preset: "haproxy" },
    nextUpstream: { tries: 4, on: ["refused", "unreachable"] },
  },
}
