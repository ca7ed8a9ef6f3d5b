import { Namer } from "../namer.ts"
import type { Notes } from "../notes.ts"
import type { ScenarioDraft } from "../scenario-text.ts"
import { type PlacedRoute, type PlacedService, placedRoutes } from "./entities.ts"
import { type GatewayPart, gatewayParts } from "./gateways.ts"
import { requestFor, routeEntries } from "./routes.ts"
import type { KongFile } from "./schema.ts"
import { type Replicas, replicasOf } from "./upstreams.ts"

type Entry = Readonly<Record<string, unknown>>

/** Placeholders of what a file of Kong cannot know (chosen). */
const WORK = "exponential 10ms"
const LOAD = "poisson 10/s"
const CLIENT = "clients"
const OPERATION = "handle"
const STORE = "redis"
/** Most tries that a policy takes; Kong takes 32,768. */
const ATTEMPTS_MAX = 100

/**
 * A gateway with Kong's routes and plug-ins, a component for each service, time-outs and retries as policies, and a
 * client that asks for every route. What the file cannot know is assumed, and said so.
 */
export function kongDraft(file: KongFile, notes: Notes): ScenarioDraft {
  const namer = new Namer([STORE])
  const routes = placedRoutes(file, notes)
  if (routes.length === 0) notes.error("E-missing-parameter", [], "the file has no route that leads to a service")
  // Services keep their names where they can.
  const services = servicesOf(routes, { namer, file, notes })
  const gateways = gatewayParts(routes, namer, notes)
  const client = namer.of(CLIENT)
  const { entries, classes } = routing(gateways, { services, notes })
  sayMore(file, notes)
  notes.warn("W-assumed", [], `the load is a placeholder: ${LOAD}, for every route the same`)
  const usesStore = gateways.some(({ plugins }) => plugins.some(({ sharesCounters }) => sharesCounters))
  const keys = file.consumers.length === 0 ? {} : { keys: `uniform n=${file.consumers.length}` }
  const names = [...services.values()].map(({ name }) => name)
  return {
    head: ["Made by `orrery import kong`. What Kong's file cannot know is assumed: see the comments."],
    document: {
      name: "kong-import",
      run: { duration: "5m" },
      components: {
        [client]: { kind: "client" },
        ...Object.fromEntries(gateways.map((part) => [part.name, gatewayOf(part, entries.get(part.name) ?? [])])),
        ...Object.fromEntries([...services.values()].map(({ name, component }) => [name, component])),
        ...(usesStore ? { [STORE]: { kind: "cache" } } : {}),
      },
      load: { [client]: { open: LOAD, to: gateways[0]?.name ?? "kong", mix: classes, ...keys } },
      policies: policiesOf(gateways, services),
    },
    comments: {
      ...Object.fromEntries(
        names.map((name) => [
          `components.${name}`,
          "assumed: put in the work you measured, and how much it does at once",
        ]),
      ),
      [`load.${client}`]: `assumed: put in the rate you have${file.consumers.length === 0 ? "; all requests are one consumer's without keys" : ""}`,
    },
  }
}

interface ServicePart {
  readonly name: string
  readonly component: Entry
  readonly policy: Entry
}

type Services = ReadonlyMap<PlacedService, ServicePart>

function servicesOf(routes: readonly PlacedRoute[], the: { namer: Namer; file: KongFile; notes: Notes }): Services {
  const parts = new Map<PlacedService, ServicePart>()
  for (const { of } of routes) {
    if (parts.has(of)) continue
    const replicas = replicasOf(of.host, the.file, the.notes)
    const name = the.namer.of(of.name ?? of.host)
    const component = { kind: "service", ...replicas?.component, operations: { [OPERATION]: [{ work: WORK }] } }
    parts.set(of, { name, component, policy: policyOf(of, replicas, the.notes) })
    the.notes.warn("W-assumed", of.at, `the work of ${name} is a placeholder: ${WORK}`, { isKey: true })
  }
  return parts
}

/** One time-out for a try, the one for reading, and retries of what nginx calls an error or a time-out, at once. */
function policyOf(service: PlacedService, replicas: Replicas | undefined, notes: Notes): Entry {
  const { at, retries, read_timeout: readMs } = service
  for (const key of ["connect_timeout", "write_timeout"] as const) {
    if (service[key] !== readMs)
      notes.warn("W-not-imported", [...at, key], `${key} has no place of its own; a try has read_timeout`)
  }
  const attemptsMax = Math.min(retries + 1, ATTEMPTS_MAX)
  if (retries >= ATTEMPTS_MAX)
    notes.warn("W-not-imported", [...at, "retries"], `${ATTEMPTS_MAX} tries are the most there are`)
  const retry = { attemptsMax, backoff: "none", on: ["timeout", "refused", "unreachable", "lost"] }
  return {
    timeout: readMs % 1000 === 0 ? `${readMs / 1000}s` : `${readMs}ms`,
    ...(retries === 0 ? {} : { retry }),
    ...replicas?.policy,
  }
}

/** Every route's entries, by gateway, and for each a class of requests that it takes. */
function routing(
  gateways: readonly GatewayPart[],
  { services, notes }: { readonly services: Services; readonly notes: Notes },
): { readonly entries: ReadonlyMap<string, readonly Entry[]>; readonly classes: Entry } {
  const namer = new Namer()
  const entries = new Map<string, Entry[]>()
  const classes: Record<string, Entry> = {}
  gateways.forEach((gateway, index) => {
    const its: Entry[] = []
    for (const route of gateway.routes) {
      const service = services.get(route.of)?.name ?? ""
      for (const entry of routeEntries(route, notes)) {
        its.push({ ...entry, to: `${service}.${OPERATION}` })
        const name = namer.of(route.name ?? service)
        classes[name] = { ...requestFor(entry), ...(index === 0 ? {} : { to: gateway.name }) }
      }
    }
    entries.set(gateway.name, its)
  })
  return { entries, classes }
}

function gatewayOf({ plugins }: GatewayPart, routes: readonly Entry[]): Entry {
  const entries = plugins.flatMap(({ entry }) => (entry === undefined ? [] : [entry]))
  return { kind: "gateway", profile: "kong-3.10", routes, ...(entries.length === 0 ? {} : { plugins: entries }) }
}

function policiesOf(gateways: readonly GatewayPart[], services: Services): Entry {
  const pairs = gateways.flatMap(({ name, routes }) =>
    [...new Set(routes.map(({ of }) => of))].map((of) => {
      const part = services.get(of)
      return [`${name} -> ${part?.name ?? ""}`, part?.policy ?? {}]
    }),
  )
  return Object.fromEntries(pairs)
}

function sayMore({ consumers, services, ...file }: KongFile, notes: Notes): void {
  if (consumers.length > 0)
    notes.warn(
      "W-not-imported",
      ["consumers"],
      `consumers have no names: ${consumers.length} keys stand for them, all alike`,
      { isKey: true },
    )
  services.forEach(({ enabled }, index) => {
    if (!enabled)
      notes.warn(
        "W-not-imported",
        ["services", index, "enabled"],
        "the service is switched off: its routes are left out",
      )
  })
  for (const key of ["consumer_groups", "filter_chains"]) {
    if (new Map<string, unknown>(Object.entries(file)).get(key) !== undefined)
      notes.warn("W-not-imported", [key], `${key} are not read`, { isKey: true })
  }
}
