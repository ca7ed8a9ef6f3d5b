import { estateOf, namesIn } from "../names/estate.ts"
import { type Mention, mentionsIn } from "../names/mentions.ts"
import { valueAt } from "../text/data.ts"
import type { Source } from "../text/source.ts"
import { after, remove } from "./draft.ts"
import type { ScenarioEdit } from "./edit.ts"
import { newErrors } from "./errors.ts"
import { refuse } from "./refusal.ts"
import { type Unit, unitAt } from "./unit.ts"

/** Rounds of taking away what has become pointless (chosen; each takes one entry away). */
const roundsMax = 200

type RemoveComponent = Extract<ScenarioEdit, { do: "remove-component" }>

/** The text without a component, what points to it, and what that leaves without a point. */
export function withoutComponent(source: Source, edit: RemoveComponent, start: Source): Source {
  const { component, withCallers = false } = edit
  const names = namesIn(source.parsed.data)
  if (!names.includes(component)) return refuse("not-there", `there is no component "${component}"`)
  const now = settled(withoutMentions(source, component), start)
  const left = namesIn(now.parsed.data)
  const others = names.filter((name) => name !== component && !left.includes(name))
  if (others.length === 0 || withCallers) return now
  const known = others.map((name) => `"${name}"`).join(", ")
  return refuse("callers", `${known} cannot be without "${component}" and would go, too`)
}

/** The component's own entries, and every unit that names it or its sidecars. */
function withoutMentions(source: Source, component: string): Source {
  const sidecar = estateOf(source)?.sidecars.get(component)
  let now = source
  for (const section of ["load", "components"]) {
    if (valueAt(now.parsed.data, [section, component]) !== undefined) now = remove(now, [section, component])
  }
  const isMeant = ({ pattern }: Mention) => pattern === component || pattern === sidecar
  return withoutAll(now, isMeant, withoutMentions)
}

/** Takes away, from the end, the unit around each mention that is meant; `whole` does so where that is a component. */
export function withoutAll(
  source: Source,
  isMeant: (mention: Mention) => boolean,
  whole: (source: Source, component: string) => Source,
): Source {
  let now = source
  for (;;) {
    const [mention] = mentionsIn(now, estateOf(now)).filter(isMeant).slice(-1)
    if (mention === undefined) return now
    const unit: Unit = mention.isKey ? { do: "remove", path: mention.path } : unitAt(now.parsed.data, mention.path)
    now = unit.do === "component" ? whole(now, unit.component) : withoutUnit(now, unit)
  }
}

function withoutUnit(source: Source, unit: Exclude<Unit, { do: "component" }>): Source {
  return unit.do === "set" ? after(source, unit) : remove(source, unit.path)
}

/** Takes away what has an error that was not there before: rules, faults and objectives about nothing, routes to nobody. */
export function settled(source: Source, start: Source): Source {
  let now = source
  for (let round = 0; round < roundsMax; round++) {
    const fresh = newErrors(start, now)
    const last = fresh.at(-1)
    if (last === undefined) return now
    const [section, name] = last.path
    if (section === undefined || name === undefined || valueAt(now.parsed.data, last.path) === undefined)
      return refuse("error", last.message, fresh)
    const unit = unitAt(now.parsed.data, last.path)
    now = unit.do === "component" ? withoutMentions(now, unit.component) : withoutUnit(now, unit)
    if (namesIn(now.parsed.data).length === 0) return refuse("error", "nothing would be left of the scenario", fresh)
  }
  return refuse("error", "too much would have to go with it")
}
