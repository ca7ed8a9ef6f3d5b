import { Namer } from "../namer.ts"
import type { Notes } from "../notes.ts"
import type { ScenarioDraft } from "../scenario-text.ts"
import { durationText } from "./go-duration.ts"
import type { Instance, InstanceCheck } from "./instances.ts"

type Entry = Readonly<Record<string, unknown>>

/** Placeholders of what a file of Consul cannot know (chosen). */
const WORK = "exponential 10ms"
const LOAD = "poisson 20/s"
const TIMEOUT = "1s"
const SERVERS = 3
const CLIENT = "clients"
const CALLER = "caller"
const OPERATION = "handle"
/** Of a service without a check, which is passing for ever: longer than a run. */
const NEVER_NS = 86_400e9

/** The instances of one name, in the registry whose way to check is theirs. */
interface Group {
  readonly component: string
  readonly registry: string
  readonly instances: readonly Instance[]
}

/**
 * A registry with the file's checks, a component for each service whose replicas are its instances, and a caller that
 * finds them there. What the file cannot know is assumed, and said so.
 */
export function consulDraft(instances: readonly Instance[], notes: Notes): ScenarioDraft {
  const namer = new Namer()
  const registries = new Map<string, { readonly name: string; readonly entry: Entry }>()
  const groups = groupsOf(instances, { namer, registries, notes })
  const [client, caller] = [namer.of(CLIENT), namer.of(CALLER)]
  if (registries.size > 1)
    notes.warn(
      "W-assumed",
      [],
      `checks differ, so there are ${registries.size} registries, each with servers of its own`,
    )
  notes.warn(
    "W-assumed",
    [],
    `the load and the caller are placeholders: ${LOAD}, a time-out of ${TIMEOUT}, ${SERVERS} servers of Consul`,
  )
  const asks = groups.map(({ component }) => ({ call: `${component}.${OPERATION}` }))
  return {
    head: ["Made by `orrery import consul`. What Consul's file cannot know is assumed: see the comments."],
    document: {
      name: "consul-import",
      run: { duration: "5m" },
      components: {
        [client]: { kind: "client" },
        [caller]: { kind: "service", operations: { ask: asks } },
        ...Object.fromEntries(groups.map((group) => [group.component, componentOf(group)])),
        ...Object.fromEntries([...registries.values()].map(({ name, entry }) => [name, entry])),
      },
      load: { [client]: { open: LOAD, to: `${caller}.ask` } },
      policies: Object.fromEntries(groups.map((group) => [`${caller} -> ${group.component}`, policyOf(group)])),
    },
    comments: {
      [`components.${caller}`]: "assumed: put in who calls",
      ...Object.fromEntries(
        groups.map(({ component }) => [
          `components.${component}`,
          "assumed: put in the work you measured, and how much it does at once",
        ]),
      ),
      [`load.${client}`]: "assumed: put in the rate you have",
    },
  }
}

function groupsOf(
  instances: readonly Instance[],
  the: {
    readonly namer: Namer
    readonly registries: Map<string, { name: string; entry: Entry }>
    readonly notes: Notes
  },
): readonly Group[] {
  const byName = new Map<string, Instance[]>()
  for (const one of instances) byName.set(one.name, [...(byName.get(one.name) ?? []), one])
  return [...byName].map(([name, its]) => {
    const [first] = its
    const entry = registryOf(first?.check)
    const key = JSON.stringify(entry)
    for (const { check, at } of its) {
      if (JSON.stringify(registryOf(check)) !== key)
        the.notes.warn("W-not-imported", at, `instances of ${name} are checked alike, as the first is`, { isKey: true })
    }
    const component = the.namer.of(name)
    if (first !== undefined)
      the.notes.warn("W-assumed", first.at, `the work of ${component} is a placeholder: ${WORK}`, { isKey: true })
    const registry = the.registries.get(key) ?? { name: the.namer.of("consul"), entry }
    the.registries.set(key, registry)
    return { component, registry: registry.name, instances: its }
  })
}

function registryOf(check: InstanceCheck | undefined): Entry {
  return {
    kind: "registry",
    profile: "consul-1",
    replicas: SERVERS,
    liveness: livenessOf(check),
  }
}

function livenessOf(check: InstanceCheck | undefined): Entry {
  if (check === undefined) return { kind: "check", preset: "consul", interval: durationText(NEVER_NS) }
  const { probe, everyNs, timeoutNs, fall, rise } = check
  if (probe === "ttl") return { kind: "lease", ttl: durationText(everyNs) }
  return {
    kind: "check",
    preset: "consul",
    interval: durationText(everyNs),
    timeout: durationText(timeoutNs),
    ...(fall === 1 ? {} : { fall }),
    ...(rise === 1 ? {} : { rise }),
  }
}

function componentOf({ registry, instances }: Group): Entry {
  return {
    kind: "service",
    ...(instances.length === 1 ? {} : { replicas: instances.length }),
    ...(isWeighted(instances) ? { weights: instances.map(({ weight }) => weight) } : {}),
    register: registry,
    operations: { [OPERATION]: [{ work: WORK }] },
  }
}

function policyOf({ registry, instances }: Group): Entry {
  return {
    discovery: registry,
    timeout: TIMEOUT,
    ...(isWeighted(instances) ? { balance: "weighted-round-robin" } : {}),
  }
}

function isWeighted(instances: readonly Instance[]): boolean {
  return instances.some(({ weight }) => weight !== instances[0]?.weight)
}
