import { HEALTH } from "../../kit/probes.ts"
import { defineHealthCheck } from "./contract.ts"
import { checkParams } from "./parameters.ts"

/**
 * Asks each instance for its operation `health`, which waits for a slot like any request: an instance that is too busy
 * to answer in time counts as down, and its load goes to the others.
 */
export const httpCheck = defineHealthCheck({
  kind: "http-check",
  title: "HTTP check",
  summary: "A request to each instance at intervals; an instance that fails several is not called until it succeeds.",
  sources: [
    "HAProxy configuration manual: inter 2 s, fall 3, rise 2",
    "AWS, Elastic Load Balancing user guide, target group health checks: 30 s, 5 s, 2 failures, 5 successes",
    "HashiCorp Consul, agent/checks: timeout 10 s, critical at first, next check an interval after the last has ended",
    "Kubernetes, probe defaults: period 10 s, timeout 1 s, failureThreshold 3, successThreshold 1",
  ],
  params: checkParams,
  presets: {
    haproxy: {},
    "aws-alb": { interval: "30s", timeout: "5s", fall: 2, rise: 5, initially: "unchecked" },
    consul: { interval: "10s", timeout: "10s", fall: 1, rise: 1, initially: "down", pace: "from-end" },
    kubernetes: { interval: "10s", timeout: "1s", fall: 3, rise: 1, initially: "down" },
  },
  operation: HEALTH,
})
