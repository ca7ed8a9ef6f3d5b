import type { Check, Leaf } from "./leaf.ts"

const tests = "test/components/mesh"
const on = (parameter: string, value: string) => `components.mesh.${parameter}=${value}`

/** Replicas of the ledger crash; what comes of it within two minutes. */
const outage = ["run.duration=2m"]
/** The way from the shop to a service with versions, one of which fails and one of which is slow. */
const stock = (policy: string) => on("traffic", `{ "web -> stock": ${policy} }`)

/** Replicas crash with their sidecars, so that connections are refused. */
const podCrash = [
  ...outage,
  'faults=[{ at: 20s, for: 25s, do: crash, target: "ledger[1]", every: 60s }, { at: 20s, for: 25s, do: crash, target: "ledger-sidecar[1]", every: 60s }]',
]

export const meshPolicies: readonly Leaf[] = [
  {
    id: "mesh.retry",
    checks: [
      {
        option: "mesh.triesElsewhere",
        scenario: "mesh-outage",
        settings: [
          ...podCrash,
          "load.shop.open=poisson 200/s",
          on("policy", "{ balance: least-request, retry: { attemptsMax: 2, on: [refused], backoff: none } }"),
        ],
        with: [on("triesElsewhere", "true")],
        without: [],
        metric: "load.shop.succeeded",
        direction: "higher",
        least: { by: 40 },
        why: "of 1,200 requests in six seconds of crash a quarter at least meets the replica that refuses, and of these again a quarter",
        test: `${tests}/traffic.test.ts`,
      },
      {
        option: "mesh.traffic",
        scenario: "mesh-traffic",
        with: [stock("{ retry: { attemptsMax: 3, on: [unreachable] } }")],
        without: [],
        metric: "load.shop.outcomes.error",
        direction: "lower",
        least: { times: 1.8 },
        why: "12.5 requests a second fail and want 19 more tries; the budget of the 25 to this version allows 15, half of which succeed",
        test: `${tests}/traffic.test.ts`,
      },
      {
        option: "mesh.retryBudget",
        scenario: "mesh-traffic",
        settings: [
          "components.slow.concurrency=unlimited",
          "load.shop.open=poisson 400/s",
          stock("{ retry: { attemptsMax: 3, on: [unreachable], backoff: none } }"),
        ],
        with: [],
        without: [on("retryBudget", "{ kind: leaky-bucket, share: 20%, reserve: 1000/s, ttl: 10s }")],
        metric: "load.shop.outcomes.error",
        direction: "higher",
        least: { times: 2 },
        why: "of 50 failures a second 12.5 are left after two more tries of each, and 35 where 30 tries a second are within the budget",
        test: `${tests}/traffic.test.ts`,
      },
    ],
  },
  {
    id: "mesh.timeout",
    checks: [
      {
        option: "mesh.traffic",
        scenario: "mesh-traffic",
        with: [stock("{ timeout: 50ms }")],
        without: [],
        metric: "load.shop.latencyMs.max",
        direction: "lower",
        least: { times: 5 },
        why: "nobody waits longer than 50 ms for a version whose mean is 200 ms",
        test: `${tests}/traffic.test.ts`,
      },
    ],
  },
  {
    id: "mesh.circuit-breaker",
    checks: [
      {
        option: "mesh.policy",
        scenario: "mesh-outage",
        settings: outage,
        with: [on("policy", "{ balance: round-robin, outliers: { kind: outlier-detection, ejectedShareMax: 50% } }")],
        without: [],
        metric: "load.shop.outcomes.error",
        direction: "lower",
        least: { times: 1.8 },
        why: "five failures of a sidecar eject a replica, ten of both; without, a quarter of 50 a second fails until two probes have",
        test: `${tests}/traffic.test.ts`,
      },
      {
        option: "mesh.traffic",
        scenario: "mesh-traffic",
        with: [stock("{ breaker: { kind: thresholds, connections: 3, pending: 0, requests: 3, retries: 3 } }")],
        without: [],
        metric: "components.slow.utilisation",
        direction: "lower",
        least: { times: 1.5 },
        why: "of five Erlang of offered calls three lines carry 2.3 (Erlang B)",
        test: `${tests}/traffic.test.ts`,
      },
    ],
  },
  {
    id: "mesh.policy.access",
    checks: [
      {
        option: "mesh.accessOrder",
        scenario: "mesh-identity",
        settings: [
          on("access", '[{ action: deny, to: ["*"], from: ["*"] }, { action: allow, to: [pay], from: [shop] }]'),
        ],
        with: [on("accessOrder", "most-exact")],
        without: [],
        metric: "load.visitors.succeeded",
        direction: "higher",
        least: { by: 2000 },
        why: "an exact allow goes before a general deny in one order, and any deny before it in the other",
        test: `${tests}/access.test.ts`,
      },
      {
        option: "mesh.access",
        scenario: "mesh-identity",
        with: [],
        without: [on("access", "[]")],
        metric: "components.pay-sidecar.counters.denied",
        direction: "higher",
        least: { by: 200 },
        why: "ten requests a second come from a member that may not charge, thirty seconds long",
        test: `${tests}/access.test.ts`,
      },
    ],
  },
  {
    id: "mesh.policy.rate-limit",
    checks: [
      {
        option: "mesh.limits",
        scenario: "mesh-identity",
        with: [on("limits", "[{ to: [pay], kind: token-bucket, rate: 10/s, burst: 10 }]")],
        without: [],
        metric: "components.pay-sidecar.counters.limited",
        direction: "higher",
        least: { by: 1000 },
        why: "110 requests a second come to four replicas whose sidecars let 10 a second through each",
        test: `${tests}/sidecar.test.ts`,
      },
    ],
  },
]

/** The same mesh as two products. */
const product = (one: string, other: string, rest: Omit<Check, "option" | "with" | "without" | "test">): Check => ({
  option: one,
  with: [on("profile", one)],
  without: [on("profile", other)],
  test: `${tests}/profiles.test.ts`,
  ...rest,
})

export const meshProducts: readonly Leaf[] = [
  {
    id: "mesh.istio",
    checks: [
      product("istio-1.24", "linkerd-2.18", {
        scenario: "mesh-outage",
        settings: podCrash,
        metric: "load.shop.succeeded",
        direction: "higher",
        least: { by: 30 },
        why: "a refused connection is tried again twice, at another replica; Linkerd does so only when told, and loses a quarter of 50 a second until two probes have failed",
      }),
      product("istio-1.24", "consul-connect-1.20", {
        scenario: "mesh-outage",
        settings: [...podCrash, "load.shop.open=poisson 200/s", on("mtls", "permissive")],
        metric: "load.shop.succeeded",
        direction: "higher",
        least: { by: 30 },
        why: "a refused connection is tried again twice; Consul tries nothing again, and ejects none of fewer than ten",
      }),
    ],
  },
  {
    id: "mesh.linkerd",
    checks: [
      product("linkerd-2.18", "istio-1.24", {
        scenario: "mesh-sidecars",
        metric: "load.shop.latencyMs.mean",
        direction: "lower",
        least: { by: 2 },
        why: "a request passes three sidecars, of 0.4 ms each in place of 1.3",
      }),
      product("linkerd-2.18", "consul-connect-1.20", {
        scenario: "mesh-sidecars",
        settings: [on("mtls", "permissive")],
        metric: "load.shop.latencyMs.mean",
        direction: "lower",
        least: { by: 2 },
        why: "a request passes three sidecars, of 0.4 ms each in place of Envoy's 1.3",
      }),
    ],
  },
  {
    id: "mesh.consul-connect",
    checks: [
      product("consul-connect-1.20", "istio-1.24", {
        scenario: "mesh-identity",
        metric: "components.pay-sidecar.counters.unencrypted",
        direction: "higher",
        least: { by: 200 },
        why: "whoever has no certificate is refused, ten requests a second; Istio lets them in until told otherwise",
      }),
      product("consul-connect-1.20", "linkerd-2.18", {
        scenario: "mesh-identity",
        metric: "components.pay-sidecar.counters.unencrypted",
        direction: "higher",
        least: { by: 200 },
        why: "whoever has no certificate is refused, ten requests a second; Linkerd lets them in until told otherwise",
      }),
    ],
  },
]
