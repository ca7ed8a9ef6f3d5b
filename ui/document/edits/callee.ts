import type { CallSite } from "../../../components/kit/editing.ts"
import { componentOf } from "../../../scenarios/run/registry.ts"
import { estateOf, namesIn } from "../names/estate.ts"
import type { Source } from "../text/source.ts"
import type { Value } from "./edit.ts"
import { refuse } from "./refusal.ts"

/** Who is called, as a caller writes it. */
export interface Callee {
  readonly component: string
  /** `pay.charge`, or `pay` where nothing more has to be said. */
  readonly text: string
}

/** A callee as written by a user: with the first of its operations where it has several and none is named. */
export function calleeOf(source: Source, to: string): Callee {
  const [component = "", operation] = to.split(".")
  if (!namesIn(source.parsed.data).includes(component))
    return refuse("not-there", `there is no component "${component}"`)
  if (operation !== undefined) return { component, text: to }
  const plan = estateOf(source)?.components[component]
  const offer = plan === undefined ? undefined : componentOf(plan.kind).offer(plan.params)
  const needsName = offer !== undefined && "own" in offer && offer.fallback === undefined
  const first = needsName ? offer.own[0] : undefined
  return { component, text: first === undefined ? component : `${component}.${first}` }
}

/** A callee for a call site, which may name components only. */
export function shownAt(callee: Callee, site: CallSite | undefined): Callee {
  return site?.names === "component" ? { ...callee, text: callee.component } : callee
}

/** Components that a new one could pass requests on to, in the document's order. */
export function calleesIn(source: Source): readonly string[] {
  const plans = estateOf(source)?.components ?? {}
  return Object.entries(plans)
    .filter(([, { kind }]) => componentOf(kind).load === undefined && componentOf(kind).proxies === undefined)
    .map(([name]) => name)
}

/** A piece of a kind's `editing` with the callee put in. */
export function filled(template: unknown, { component, text }: Callee): Value {
  if (typeof template === "string") return template.replaceAll("{to}", text).replaceAll("{name}", component)
  if (Array.isArray(template)) return template.map((one: unknown) => filled(one, { component, text }))
  if (typeof template === "object" && template !== null) {
    return Object.fromEntries(
      Object.entries(template).map(([key, one]: [string, unknown]) => [key, filled(one, { component, text })]),
    )
  }
  return typeof template === "number" || typeof template === "boolean" ? template : null
}

/** Whether a piece has a place for a callee. */
export function needsCallee(template: unknown): boolean {
  return /\{(?:to|name)\}/.test(JSON.stringify(template ?? null))
}
