import { COMPONENTS } from "../../../scenarios/run/registry.ts"
import type { Estate, Family } from "./family.ts"

/** Where all profiles of a kind meet the same load, by kind. */
const ESTATES: Readonly<Record<string, readonly Estate[]>> = {
  cdn: [
    {
      scenario: "cdn-expiry",
      settings: (profile) => [
        "run.duration=60s",
        `components.edge={ kind: cdn, profile: ${profile}, origin: site, replicas: 4, ttl: 10s }`,
      ],
    },
  ],
  "ddos-protection": [
    {
      scenario: "http-flood",
      settings: (profile) => {
        // Juniper's has a fixed threshold, and no baseline to be told.
        const baseline = profile === "juniper-scfd" ? "" : ", baseline: 100/s"
        return [
          `components.shield={ kind: ddos-protection, profile: ${profile}, to: site, attackers: [bot-*]${baseline} }`,
        ]
      },
    },
  ],
  gateway: [{ scenario: "gateway-products", settings: (profile) => [`components.gate.profile=${profile}`] }],
  "load-balancer": [
    { scenario: "balancer-products", settings: (profile) => [`components.balancer.profile=${profile}`] },
  ],
  mesh: [{ scenario: "mesh-traffic", settings: (profile) => [`components.mesh.profile=${profile}`] }],
  registry: [{ scenario: "registry-kinds", settings: (profile) => [`components.names.profile=${profile}`] }],
  "tcp-listener": [
    {
      scenario: "syn-flood",
      settings: (profile) => [
        `components.door={ kind: tcp-listener, profile: ${profile}, to: site, attackers: [flood] }`,
        "load.flood.open=poisson 4000/s",
        "run.duration=40s",
      ],
    },
  ],
  waf: [
    {
      scenario: "waf-false-positives",
      settings: (profile) => ["run.duration=30s", `components.waf.profile=${profile}`],
    },
  ],
}

/** Each kind that comes in more than one profile. */
export const PROFILE_FAMILIES: readonly Family[] = [...COMPONENTS.values()].flatMap(({ kind, profiles }) => {
  const estates = ESTATES[kind]
  if (profiles.length < 2) return []
  if (estates === undefined) throw new Error(`the profiles of ${kind} meet nowhere: give them an estate here`)
  return [{ name: `profiles of ${kind}`, kinds: profiles.map(({ profile }) => profile), estates }]
})
