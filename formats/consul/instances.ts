import type { Path } from "../../scenarios/text/place.ts"
import type { Notes } from "../notes.ts"
import { durationText } from "./go-duration.ts"
import type { ConsulCheck, ConsulFile, ConsulService } from "./schema.ts"

/** One instance of a service as Consul takes it: with an id, and the check that decides about it. */
export interface Instance {
  readonly name: string
  readonly id: string
  readonly at: Path
  readonly weight: number
  /** Undefined: it is always passing. */
  readonly check: InstanceCheck | undefined
}

/** Times in ns. */
export interface InstanceCheck {
  readonly probe: "ttl" | "interval"
  /** Between two checks, or the time to live. */
  readonly everyNs: number
  readonly timeoutNs: number
  readonly initial: ConsulCheck["status"]
  /** Checks in a row that change the state. */
  readonly fall: number
  readonly rise: number
}

/** Consul raises shorter intervals to it (agent/checks, MinInterval). */
const INTERVAL_NS_MIN = 1e9
const DEREGISTER_NS_MIN = 60e9

interface Placed {
  readonly one: ConsulService
  readonly at: Path
}

export function instancesOf({ service, services = [] }: ConsulFile, notes: Notes): readonly Instance[] {
  const listed = services.map((one, index): Placed => ({ one, at: ["services", index] }))
  const all = service === undefined ? listed : [{ one: service, at: ["service"] }, ...listed]
  const seen = new Set<string>()
  return all.map(({ one, at }) => {
    const id = one.id ?? one.name
    if (seen.has(id))
      notes.error("E-duplicate-key", [...at, one.id === undefined ? "name" : "id"], `two services have the id ${id}`)
    seen.add(id)
    return { name: one.name, id, at, weight: one.weights.passing, check: checkOf(one, at, notes) }
  })
}

/** The first check; Consul takes all of them, and an instance is as bad as its worst. */
function checkOf(service: ConsulService, at: Path, notes: Notes): InstanceCheck | undefined {
  const more = service.checks.map((check, index) => ({ check, path: [...at, "checks", index] }))
  const all = service.check === undefined ? more : [{ check: service.check, path: [...at, "check"] }, ...more]
  if (service.kind !== undefined && service.kind !== "")
    notes.warn("W-not-imported", [...at, "kind"], `a service of kind ${service.kind} stands as any other`)
  if (service.weights.warning !== undefined)
    notes.warn(
      "W-not-imported",
      [...at, "weights", "warning"],
      "there is no state of warning, so its weight is left out",
      { isKey: true },
    )
  const usable = all.filter(({ check, path }) => {
    const isAlias = check.alias_service !== undefined || check.alias_node !== undefined
    if (isAlias) notes.warn("W-not-imported", path, "a check that stands for another is left out", { isKey: true })
    return !isAlias
  })
  const [first, ...others] = usable
  for (const { path } of others)
    notes.warn("W-not-imported", path, "an instance has one check: the first is taken", { isKey: true })
  return first === undefined ? undefined : instanceCheck(first.check, first.path, notes)
}

function instanceCheck(check: ConsulCheck, at: Path, notes: Notes): InstanceCheck {
  const { ttl, interval = 0, timeout, status, deregister_critical_service_after: deregisterNs } = check
  if (ttl === undefined && interval < INTERVAL_NS_MIN)
    notes.warn(
      "W-assumed",
      [...at, "interval"],
      `Consul checks no more often than every 1s, so ${durationText(interval)} is raised to that`,
    )
  if (ttl !== undefined)
    notes.warn(
      "W-assumed",
      [...at, "ttl"],
      "a service that reports within its ttl stands as one that renews a lease three times in it",
    )
  if (deregisterNs !== undefined) {
    const raised = deregisterNs < DEREGISTER_NS_MIN ? " (Consul raises it to 1m)" : ""
    notes.warn(
      "W-not-imported",
      [...at, "deregister_critical_service_after"],
      `instances that stay critical are not removed${raised}`,
      { isKey: true },
    )
  }
  if (status === "warning")
    notes.warn("W-not-imported", [...at, "status"], "there is no state of warning: it stands as critical")
  return {
    probe: ttl === undefined ? "interval" : "ttl",
    everyNs: ttl ?? Math.max(interval, INTERVAL_NS_MIN),
    timeoutNs: timeout,
    initial: status,
    fall: Math.max(1, check.failures_before_critical),
    rise: Math.max(1, check.success_before_passing),
  }
}
