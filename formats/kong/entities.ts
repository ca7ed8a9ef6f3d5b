import { quote } from "../../components/kit/mistake.ts"
import { nearest } from "../../components/kit/nearest.ts"
import type { Path } from "../../scenarios/text/place.ts"
import type { Notes } from "../notes.ts"
import type { KongFile, KongPlugin, KongReference, KongRoute, KongService } from "./schema.ts"

export interface PlacedService extends KongService {
  readonly at: Path
}

export interface PlacedPlugin extends Omit<KongPlugin, "service" | "route" | "consumer"> {
  readonly at: Path
}

/** A route with its service, and the plug-ins that see its requests. */
export interface PlacedRoute extends KongRoute {
  readonly at: Path
  readonly of: PlacedService
  readonly chain: readonly PlacedPlugin[]
}

/** The routes that lead to a service, nested or by reference; what is switched off is left out. */
export function placedRoutes(file: KongFile, notes: Notes): readonly PlacedRoute[] {
  const services = file.services.map((service, index): PlacedService => ({ ...service, at: ["services", index] }))
  const nested = services.flatMap((of) =>
    of.routes.map((route, index) => ({ route, of, at: [...of.at, "routes", index] })),
  )
  const listed = file.routes.flatMap((route, index) => {
    const at = ["routes", index]
    const of = found(route.service, { among: services, noun: "service", at: [...at, "service"], notes })
    if (route.service === undefined) notes.warn("W-not-imported", at, "a route without a service leads nowhere")
    return of === undefined ? [] : [{ route, of, at }]
  })
  const all = [...nested, ...listed]
  const named = all.map(({ route, at }) => ({ ...route, at }))
  const loose = loosePlugins(file, { services, routes: named, notes })
  return all
    .filter(({ of }) => of.enabled)
    .map(({ route, of, at }) => {
      const above = loose.filter(({ ofRoute }) => ofRoute === undefined)
      const global = above.filter(({ ofService }) => ofService === undefined)
      const ofService = [...placed(of.plugins, of.at), ...above.filter((plugin) => plugin.ofService === of)]
      const ofRoute = [...placed(route.plugins, at), ...loose.filter((plugin) => plugin.ofRoute === at)]
      return { ...route, at, of, chain: chainOf([global, ofService, ofRoute]) }
    })
}

/** Of each plug-in the one that is nearest to the route: Kong runs each name once a request. */
function chainOf(levels: readonly (readonly PlacedPlugin[])[]): readonly PlacedPlugin[] {
  const byName = new Map<string, PlacedPlugin>()
  for (const level of levels) for (const plugin of level) byName.set(plugin.name, plugin)
  return [...byName.values()].filter(({ enabled }) => enabled)
}

function placed(plugins: readonly KongPlugin[], above: Path): readonly PlacedPlugin[] {
  return plugins.map((plugin, index) => ({ ...plugin, at: [...above, "plugins", index] }))
}

interface LoosePlugin extends PlacedPlugin {
  readonly ofService: PlacedService | undefined
  /** The path of the route it names. */
  readonly ofRoute: Path | undefined
}

/** Plug-ins at the top: for one route, one service, or all. Those for one consumer are left out. */
function loosePlugins(
  { plugins }: KongFile,
  the: {
    readonly services: readonly PlacedService[]
    readonly routes: readonly (KongRoute & { readonly at: Path })[]
    readonly notes: Notes
  },
): readonly LoosePlugin[] {
  return plugins.flatMap((plugin, index) => {
    const { notes } = the
    const at = ["plugins", index]
    const service = found(plugin.service, { among: the.services, noun: "service", at: [...at, "service"], notes })
    const route = found(plugin.route, { among: the.routes, noun: "route", at: [...at, "route"], notes })
    if (plugin.consumer !== undefined) {
      notes.warn("W-not-imported", [...at, "consumer"], `${plugin.name} for one consumer is left out`, { isKey: true })
      return []
    }
    return [{ ...plugin, at, ofService: service, ofRoute: route?.at }]
  })
}

interface Search<T> {
  readonly among: readonly T[]
  readonly noun: string
  readonly at: Path
  readonly notes: Notes
}

/** The entity that a reference names, by name or id. */
export function found<T extends { readonly name?: string | undefined; readonly id?: unknown }>(
  reference: KongReference | undefined,
  { among, noun, at, notes }: Search<T>,
): T | undefined {
  if (reference === undefined) return undefined
  const key = typeof reference === "string" ? reference : (reference.name ?? reference.id ?? "")
  const one = among.find(({ name, id }) => name === key || id === key)
  if (one !== undefined) return one
  const names = among.flatMap(({ name }) => (name === undefined ? [] : [name]))
  const suggestion = typeof reference === "string" ? nearest(key, names) : undefined
  const known = names.length === 0 ? "there is none" : `there are ${names.join(", ")}`
  notes.error("E-unknown-node", at, `no ${noun} is called ${quote(key)}; ${known}`, {
    found: key,
    ...(suggestion === undefined ? {} : { suggestion }),
  })
  return undefined
}
