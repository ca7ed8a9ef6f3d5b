import type { CallSite } from "../../../components/kit/editing.ts"
import { type Path, pathText } from "../../../scenarios/text/place.ts"
import { kindOf, namesIn } from "../names/estate.ts"
import { valueAt } from "../text/data.ts"
import type { Source } from "../text/source.ts"
import { calleeOf, filled, shownAt } from "./callee.ts"
import { after, set } from "./draft.ts"
import type { ScenarioEdit, Value } from "./edit.ts"
import { newErrors } from "./errors.ts"
import { refuse } from "./refusal.ts"
import { settled, withoutAll } from "./remove-component.ts"

type Connect = Extract<ScenarioEdit, { do: "connect" }>
type Disconnect = Extract<ScenarioEdit, { do: "disconnect" }>

/** The text in which one component calls another, in the way of the caller's kind. */
export function withCall(source: Source, edit: Connect, start: Source): Source {
  const { data } = source.parsed
  requireComponent(source, edit.from)
  const kind = kindOf(data, edit.from)
  const site = kind?.editing?.calls
  if (kind === undefined || site === undefined)
    return refuse("kind", `"${edit.from}" calls nobody: it is a ${kind?.kind ?? "stranger"}`)
  const shown = shownAt(calleeOf(source, edit.to), site)
  const home = [site.in === "load" ? "load" : "components", edit.from]
  if (site.in === "load" && valueAt(data, home) === undefined)
    return after(source, { do: "set", path: home, value: filled(kind.editing?.freshLoad ?? {}, shown) })
  const path = [...home, ...wayTo(data, { home, site, at: edit.at })]
  if (site.item === undefined) return set(source, path, shown.text)
  const item = withValues(filled(site.item, shown), edit.values)
  const list = valueAt(data, path)
  if (!Array.isArray(list)) return set(source, path, [item])
  const last = after(source, { do: "set", path: [...path, list.length], value: item })
  if (list.length === 0 || newErrors(start, last).length === 0) return last
  // Behind a step that ends the request nothing is carried out.
  const earlier = after(source, { do: "insert", path: [...path, list.length - 1], value: item })
  return newErrors(start, earlier).length === 0 ? earlier : last
}

function withValues(item: Value, values: Connect["values"]): Value {
  if (values === undefined || typeof item !== "object" || item === null || Array.isArray(item)) return item
  return { ...item, ...values }
}

function requireComponent({ parsed }: Source, component: string): void {
  if (!namesIn(parsed.data).includes(component)) refuse("not-there", `there is no component "${component}"`)
}

/** The way to a call site, with a name in the place of its `*`: the one that is asked for, or the first. */
function wayTo(
  data: unknown,
  the: { readonly home: Path; readonly site: CallSite; readonly at: string | undefined },
): Path {
  const { home, site, at } = the
  const way: string[] = []
  for (const step of site.path) {
    if (step !== "*") {
      way.push(step)
      continue
    }
    const around = [...home, ...way]
    const names = Object.keys(Object(valueAt(data, around)))
    const name = at ?? names[0]
    if (name === undefined || !names.includes(name))
      refuse("not-there", `there is no ${name ?? "name"} in ${pathText(around)}`)
    else way.push(name)
  }
  return way
}

/** The text in which one component no longer calls another; rules about these calls go with them. */
export function withoutCall(source: Source, { from, to }: Disconnect, start: Source): Source {
  requireComponent(source, from)
  requireComponent(source, to)
  const isCall = ({
    path,
    isKey,
    pattern,
  }: {
    readonly path: Path
    readonly isKey: boolean
    readonly pattern: string
  }) =>
    !isKey &&
    pattern === to &&
    (path[0] === "components" || path[0] === "load") &&
    path[1] === from &&
    path[2] !== "register"
  const now = withoutAll(source, isCall, (_, component) =>
    refuse("kind", `"${component}" has to call somebody; connect it to another first, or remove it`),
  )
  return now === source ? refuse("not-there", `"${from}" does not call "${to}"`) : settled(now, start)
}
