import { CONNECT } from "../../kit/probes.ts"
import { defineHealthCheck } from "./contract.ts"
import { checkParams } from "./parameters.ts"

/**
 * Opens a connection to each instance. It finds those that are gone, and takes one that hangs or cannot keep up for a
 * healthy one: its kernel still accepts connections.
 */
export const connectCheck = defineHealthCheck({
  kind: "connect-check",
  title: "Connection check",
  summary: "Opens a connection to each instance at intervals; sees a crash, but no hang and no overload.",
  sources: [
    "HAProxy configuration manual: check without option httpchk, inter 2 s, fall 3, rise 2",
    "AWS, Elastic Load Balancing API, CreateTargetGroup, TCP: 30 s, 10 s, 2 failures, 5 successes",
  ],
  params: checkParams,
  presets: {
    haproxy: {},
    "aws-nlb": { interval: "30s", timeout: "10s", fall: 2, rise: 5, initially: "unchecked" },
  },
  operation: CONNECT,
})
