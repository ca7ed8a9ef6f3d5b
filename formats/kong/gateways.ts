import { pathText } from "../../scenarios/text/place.ts"
import type { Namer } from "../namer.ts"
import type { Notes } from "../notes.ts"
import type { PlacedPlugin, PlacedRoute } from "./entities.ts"
import { type PluginParts, pluginEntry } from "./plugins.ts"

/** The routes whose requests meet the same plug-ins: plug-ins of a gateway are for all of its routes. */
export interface GatewayPart {
  readonly name: string
  readonly routes: readonly PlacedRoute[]
  readonly plugins: readonly PluginParts[]
}

/** One gateway for each set of plug-ins, so that each counts what it counts in Kong. */
export function gatewayParts(routes: readonly PlacedRoute[], namer: Namer, notes: Notes): readonly GatewayPart[] {
  const read = new Map<string, PluginParts>()
  for (const plugin of routes.flatMap(({ chain }) => chain)) {
    const key = pathText(plugin.at)
    if (!read.has(key)) read.set(key, pluginEntry(plugin, notes))
  }
  const partsOf = (chain: readonly PlacedPlugin[]) => {
    const all = chain.flatMap(({ at }) => {
      const key = pathText(at)
      const parts = read.get(key)
      return parts?.entry === undefined ? [] : [{ key, parts }]
    })
    return { key: all.map((one) => one.key).join(" "), parts: all.map((one) => one.parts) }
  }
  const groups = new Map<string, { readonly routes: PlacedRoute[]; readonly plugins: readonly PluginParts[] }>()
  for (const route of routes) {
    const { key, parts } = partsOf(route.chain)
    const group = groups.get(key) ?? { routes: [], plugins: parts }
    group.routes.push(route)
    groups.set(key, group)
  }
  if (groups.size > 1) {
    const message = `routes have ${groups.size} sets of plug-ins, so there are ${groups.size} gateways, each with cores and counters of its own`
    notes.warn("W-assumed", [], message)
  }
  return [...groups.values()].map((group) => ({ name: namer.of("kong"), ...group }))
}
