import type { Path } from "../../scenarios/text/place.ts"
import type { Notes } from "../notes.ts"
import { found } from "./entities.ts"
import type { KongFile, KongUpstream } from "./schema.ts"

/** The replicas behind a service, and how Kong chooses among them. */
export interface Replicas {
  readonly component: Readonly<Record<string, unknown>>
  readonly policy: Readonly<Record<string, unknown>>
}

/** Kong's algorithms as strategies of ours. */
const BALANCE: Readonly<Record<KongUpstream["algorithm"], unknown>> = {
  "round-robin": { kind: "weighted-round-robin", preset: "kong" },
  "least-connections": { kind: "least-connections", preset: "kong" },
  "consistent-hashing": { kind: "consistent-hash", preset: "kong" },
  latency: { kind: "peak-ewma", preset: "kong" },
  "sticky-sessions": { kind: "weighted-round-robin", preset: "kong" },
}

/** The upstream that a service's host names: a replica for each target with a weight; undefined where it names none. */
export function replicasOf(host: string, { upstreams, targets }: KongFile, notes: Notes): Replicas | undefined {
  const index = upstreams.findIndex(({ name }) => name === host)
  const upstream = upstreams[index]
  if (upstream === undefined) return undefined
  const at: Path = ["upstreams", index]
  const listed = targets.filter(({ upstream: reference }, number) => {
    const search = { among: upstreams, noun: "upstream", at: ["targets", number, "upstream"], notes }
    return found(reference, search) === upstream
  })
  const weights = [...upstream.targets, ...listed].map(({ weight }) => weight).filter((weight) => weight > 0)
  if (weights.length === 0)
    notes.error("E-missing-parameter", at, `the upstream ${host} has no target with a weight`, { isKey: true })
  warnOfOthers(upstream, at, notes)
  const isEven = weights.every((weight) => weight === weights[0])
  return {
    component: { replicas: Math.max(1, weights.length), ...(isEven ? {} : { weights }) },
    policy: { balance: BALANCE[upstream.algorithm] },
  }
}

function warnOfOthers({ algorithm, healthchecks, hash_on: hashOn }: KongUpstream, at: Path, notes: Notes): void {
  if (algorithm === "sticky-sessions")
    notes.warn("W-not-imported", [...at, "algorithm"], "sticky-sessions stand as round-robin")
  if (algorithm === "consistent-hashing" && hashOn !== "consumer")
    notes.warn("W-assumed", at, `what is hashed (${hashOn}) stands as the key of the request`, { isKey: true })
  if (healthchecks !== undefined)
    notes.warn(
      "W-not-imported",
      [...at, "healthchecks"],
      "health checks of an upstream are not read: see health under policies",
      { isKey: true },
    )
}
