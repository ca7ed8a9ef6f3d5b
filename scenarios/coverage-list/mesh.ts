import { waiting } from "./leaf.ts"

/** Retries and timeouts are policies of callers today; here they are a sidecar's, with what that costs. */
export const mesh = waiting(3, [
  "mesh.control.discovery",
  "mesh.control.certificates",
  "mesh.control.config",
  "mesh.sidecar",
  "mesh.mtls",
  "mesh.canary",
  "mesh.blue-green",
  "mesh.split",
  "mesh.telemetry",
  "mesh.retry",
  "mesh.timeout",
  "mesh.circuit-breaker",
  "mesh.policy.access",
  "mesh.policy.rate-limit",
  "mesh.istio",
  "mesh.linkerd",
  "mesh.consul-connect",
])
