import type { ProfileDefinition } from "../../kit/contract.ts"

/** A cluster of Envoy 1.31 as it is configured without a word: no checks, no outlier detection, no retries. */
export const envoy131: ProfileDefinition = {
  profile: "envoy-1.31",
  title: "Envoy 1.31",
  summary: "Turns by deadlines from a random start; nobody is checked, nothing tried again; panic below half.",
  sources: [
    "Envoy, Cluster: lb_policy ROUND_ROBIN; load_balancers.rst: deadlines 1/weight apart, from a random start",
    "Envoy, Cluster: health_checks and outlier_detection absent; RouteAction: retry_policy absent",
    "Envoy, CommonLbConfig: healthy_panic_threshold 50 %",
  ],
  params: {
    strategy: { kind: "weighted-round-robin", preset: "envoy" },
    panic: "50%",
  },
}
