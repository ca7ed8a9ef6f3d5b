import type { Leaf } from "./leaf.ts"
import { meshPolicies, meshProducts } from "./mesh-policies.ts"

const tests = "test/components/mesh"
const on = (parameter: string, value: string) => `components.mesh.${parameter}=${value}`

/** Replicas of the ledger crash; what comes of it within two minutes. */
const outage = ["run.duration=2m"]

const sidecars: Leaf = {
  id: "mesh.sidecar",
  checks: [
    {
      option: "mesh.overhead",
      scenario: "mesh-sidecars",
      with: [],
      without: [on("overhead", "0us")],
      metric: "components.web-sidecar.utilisation",
      direction: "higher",
      least: { by: 0.03 },
      why: "two sidecars of two cores do 200 us for 800 requests a second, which is 4 % of their cores",
      test: `${tests}/sidecar.test.ts`,
    },
    {
      option: "mesh.latency",
      scenario: "mesh-sidecars",
      with: [],
      without: [on("latency", "0us")],
      metric: "load.shop.latencyMs.mean",
      direction: "higher",
      least: { by: 3 },
      why: "a request passes three sidecars, and waits 1.1 ms in each",
      test: `${tests}/sidecar.test.ts`,
    },
    {
      option: "mesh.connections",
      scenario: "mesh-sidecars",
      with: [on("connections", "{ max: 1 }")],
      without: [],
      metric: "load.shop.latencyMs.p95",
      direction: "higher",
      least: { times: 1.5 },
      why: "one connection between two sidecars carries a request of 7 ms at a time, and has 100 a second to carry",
      test: `${tests}/sidecar.test.ts`,
    },
  ],
}

const controlPlane: readonly Leaf[] = [
  {
    id: "mesh.control.discovery",
    checks: [
      {
        option: "mesh.readiness",
        scenario: "mesh-outage",
        settings: outage,
        with: [],
        without: [on("readiness", "{ interval: 10s, fall: 3 }")],
        metric: "load.shop.outcomes.error",
        direction: "lower",
        least: { times: 2 },
        why: "a crash is known after two probes of two seconds in place of three of ten, longer than it lasts",
        test: `${tests}/watcher.test.ts`,
      },
      {
        option: "mesh.push",
        scenario: "mesh-outage",
        settings: outage,
        with: [on("push", "{ quiet: 5s }")],
        without: [],
        metric: "components.web-sidecar.counters.stalenessMs.max",
        direction: "higher",
        least: { by: 4000 },
        why: "a change waits until five seconds have brought no other, in place of a tenth of one",
        test: `${tests}/publisher.test.ts`,
      },
    ],
  },
  {
    id: "mesh.control.certificates",
    checks: [
      {
        option: "mesh.certificates",
        scenario: "mesh-certificates",
        with: [],
        without: [on("certificates", "{ lifetime: 1h }")],
        metric: "load.clerk.succeeded",
        direction: "lower",
        least: { by: 1000 },
        why: "a certificate of ten minutes is over, on the average, 7.5 after the control plane went; of an hour none is",
        test: `${tests}/sidecar-agent.test.ts`,
      },
    ],
  },
  {
    id: "mesh.control.config",
    checks: [
      {
        option: "mesh.changes",
        scenario: "mesh-identity",
        with: [on("changes", "[{ at: 17s, mtls: strict }]")],
        without: [on("changes", "[]")],
        metric: "components.pay-sidecar.counters.unencrypted",
        direction: "higher",
        least: { by: 100 },
        why: "for the second half of thirty seconds the ten requests a second of a client without a sidecar are refused",
        test: `${tests}/access.test.ts`,
      },
      {
        option: "mesh.push",
        scenario: "mesh-switch",
        with: [on("push", "{ work: 200ms, atOnce: 1 }")],
        without: [],
        metric: "components.blue.requests",
        direction: "higher",
        least: { by: 150 },
        why: "twenty sidecars are told one after the other, 200 ms each: on the average two seconds of 200 requests late",
        test: `${tests}/control-plane.test.ts`,
      },
    ],
  },
]

const rollouts: readonly Leaf[] = [
  {
    id: "mesh.canary",
    checks: [
      {
        option: "canary",
        scenario: "mesh-canary",
        with: [],
        without: ["components.pay.rollout={ kind: blue-green, at: 30s }"],
        metric: "load.shop.outcomes.error",
        direction: "lower",
        least: { times: 2.5 },
        why: "of 60 s with an error in twenty requests, 30 get a twentieth of the traffic and 30 a half, not all of it",
        test: `${tests}/rollouts/canary.test.ts`,
      },
      {
        option: "virtual-service.mirror",
        scenario: "mesh-canary",
        with: ["components.pay.mirror={ to: pay-v2 }"],
        without: [],
        metric: "components.pay-v2.requests",
        direction: "higher",
        least: { by: 15_000 },
        why: "each of 18,000 requests is copied to the new version, whatever share is its own",
        test: `${tests}/virtual-service.test.ts`,
      },
    ],
  },
  {
    id: "mesh.blue-green",
    checks: [
      {
        option: "blue-green",
        scenario: "mesh-switch",
        with: [],
        without: ["components.pay.rollout={ kind: canary, steps: [{ at: 1m, share: 10% }] }"],
        metric: "components.green.requests",
        direction: "higher",
        least: { times: 8 },
        why: "all of the second minute goes to green, not a tenth of it",
        test: `${tests}/rollouts/blue-green.test.ts`,
      },
    ],
  },
  {
    id: "mesh.split",
    checks: [
      {
        option: "split",
        scenario: "mesh-traffic",
        with: ["components.stock.rollout={ kind: split, shares: [98%, 1%, 1%] }"],
        without: [],
        metric: "components.slow.requests",
        direction: "lower",
        least: { times: 10 },
        why: "the slow version gets a hundredth in place of a quarter",
        test: `${tests}/rollouts/split.test.ts`,
      },
    ],
  },
]

export const mesh: readonly Leaf[] = [
  ...controlPlane,
  sidecars,
  {
    id: "mesh.mtls",
    checks: [
      {
        option: "mesh.mtls",
        scenario: "mesh-identity",
        with: [on("mtls", "strict")],
        without: [],
        metric: "components.pay-sidecar.counters.unencrypted",
        direction: "higher",
        least: { by: 200 },
        why: "ten requests a second come to pay from a client without a sidecar",
        test: `${tests}/sidecar.test.ts`,
      },
      {
        option: "mesh.mtls",
        scenario: "mesh-identity",
        settings: [on("access", "[]")],
        with: [],
        without: [on("mtls", "off")],
        metric: "components.pay-sidecar.serviceMs.mean",
        direction: "higher",
        least: { by: 0.1 },
        why: "a connection lives a second, and a handshake with an RSA key takes 1.4 ms: at 100 requests a second over twenty ways, one in seven brings one",
        test: `${tests}/sidecar.test.ts`,
      },
    ],
  },
  ...rollouts,
  {
    id: "mesh.telemetry",
    checks: [
      {
        option: "mesh.telemetry",
        scenario: "mesh-sidecars",
        with: [on("telemetry", "{ work: 200us }")],
        without: [],
        metric: "components.web-sidecar.utilisation",
        direction: "higher",
        least: { times: 1.5 },
        why: "measuring a request takes as long as passing it on, in place of a tenth of that",
        test: `${tests}/sidecar.test.ts`,
      },
    ],
  },
  ...meshPolicies,
  ...meshProducts,
]
