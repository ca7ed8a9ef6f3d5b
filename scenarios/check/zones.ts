import type { MemberRules } from "../../components/kit/balancing/member-rules.ts"
import { nearest } from "../../components/kit/nearest.ts"
import { matchesPattern } from "../../components/kit/reference.ts"
import type { Path } from "../text/place.ts"
import { type CheckContext, listed } from "./context.ts"
import type { NamedRule } from "./rules.ts"

type Locality = NonNullable<MemberRules["locality"]>

/** Who chooses by zones chooses among replicas that stand in some, and knows its own where that counts. */
export function checkZones(policies: readonly NamedRule[], context: CheckContext): void {
  for (const { key, from, to } of policies) {
    const { locality } = context.document.policies[key] ?? {}
    if (locality === undefined) continue
    for (const call of context.calls)
      if (matchesPattern(from, call.caller) && matchesPattern(to, call.to.component))
        checkEdge(locality, call.caller, call.to.component, { path: ["policies", key, "locality"], context })
  }
  for (const name of context.names) {
    const found = context.definition(name)?.choosesIn?.(context.components[name]?.params)
    if (found?.locality !== undefined)
      checkEdge(found.locality, name, found.component, { path: ["components", name, "locality"], context })
  }
}

function checkEdge(
  locality: Locality,
  caller: string,
  callee: string,
  { path, context }: { readonly path: Path; readonly context: CheckContext },
): void {
  const zones = context.components[callee]?.zones ?? []
  const homeless = [...(zones.length === 0 ? [callee] : []), ...(isHomeless(locality, caller, context) ? [caller] : [])]
  const [first] = homeless
  if (first !== undefined) {
    const message = `calls go by zones, and "${first}" does not say where it stands: give it zone`
    context.report({ code: "E-no-zone", path, message, found: locality.kind })
    return
  }
  if (locality.kind === "zone-aware") return
  for (const zone of Object.keys(locality.weights)) {
    if (zones.includes(zone)) continue
    const message = `no replica of "${callee}" stands in zone "${zone}"; there are ${listed([...new Set(zones)])}`
    const at = [...path, "weights", zone]
    context.report({ code: "E-no-zone", path: at, isKey: true, message, found: zone, suggestion: nearest(zone, zones) })
  }
}

function isHomeless(locality: Locality, caller: string, context: CheckContext): boolean {
  return locality.kind === "zone-aware" && context.components[caller]?.zones.length === 0
}
