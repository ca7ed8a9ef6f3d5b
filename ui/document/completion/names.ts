import { COMPONENTS } from "../../../scenarios/run/registry.ts"
import { kindOf, namesIn } from "../names/estate.ts"
import { referencesIn } from "../schema/walk.ts"
import { valueAt } from "../text/data.ts"
import { type Offer, offer } from "./offer.ts"

/** Components, with their kinds. */
export function componentNames(data: unknown): readonly Offer[] {
  return namesIn(data).map((name) => {
    const kind = kindOf(data, name)
    return offer(name, "name", kind?.kind, kind?.summary)
  })
}

/** Components that answer calls, and their operations. */
export function operationNames(data: unknown): readonly Offer[] {
  return componentNames(data)
    .filter(({ detail }) => COMPONENTS.get(detail)?.load === undefined)
    .flatMap((component) => [
      component,
      ...Object.keys(Object(valueAt(data, ["components", component.label, "operations"]))).map((operation) =>
        offer(`${component.label}.${operation}`, "name", "operation"),
      ),
    ])
}

/** What a fault can strike: components, replicas where there are several, ways between components, zones. */
export function targetNames(data: unknown): readonly Offer[] {
  const replicas = namesIn(data).flatMap((name) => {
    const count = Number(valueAt(data, ["components", name, "replicas"]) ?? 1)
    return count > 1 ? [offer(`${name}[0]`, "name", "replica")] : []
  })
  const zones = new Set(
    namesIn(data).flatMap((name) => [valueAt(data, ["components", name, "zone"])].flat().map(String)),
  )
  zones.delete("undefined")
  return [
    ...componentNames(data),
    ...replicas,
    ...linkNames(data).map((name) => offer(name, "name", "link")),
    ...[...zones].map((zone) => offer(`zone:${zone}`, "name", "zone")),
  ]
}

/** Who names whom as somebody to call: `pay -> ledger`. */
export function linkNames(data: unknown): readonly string[] {
  const names = new Set(namesIn(data))
  const links = referencesIn(data).flatMap(({ path: [section, caller, key], text }) => {
    const callee = text.split(".")[0] ?? ""
    const isCall = (section === "components" || section === "load") && key !== "register" && names.has(callee)
    return isCall ? [`${caller} -> ${callee}`] : []
  })
  return [...new Set(links)]
}
