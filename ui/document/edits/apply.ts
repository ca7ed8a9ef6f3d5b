import { faultVerbs } from "../../../scenarios/document/fault-verbs.ts"
import { parseText } from "../../../scenarios/text/parse.ts"
import { valueAt } from "../text/data.ts"
import { readSource, type Source } from "../text/source.ts"
import { withComponent } from "./add-component.ts"
import { withCall, withoutCall } from "./connect.ts"
import { after, remove, set } from "./draft.ts"
import { withEdgeField } from "./edge.ts"
import type { EditOptions, EditResult, ScenarioEdit, TextChange } from "./edit.ts"
import { newErrors } from "./errors.ts"
import { EditRefusal, refuse } from "./refusal.ts"
import { withoutComponent } from "./remove-component.ts"
import { withNewName } from "./rename-component.ts"

/**
 * The text after an edit, everything the edit does not touch as it was; or why there is none. An edit that would bring
 * an error is refused, unless it may break the scenario.
 */
export function applyEdit(text: string, edit: ScenarioEdit, { mayBreak = false }: EditOptions = {}): EditResult {
  try {
    const source = readSource(text)
    if (source === undefined)
      return refuse("syntax", "the text has a mistake that has to be mended as text first", parseText(text).problems)
    const now = carriedOut(source, edit, source)
    const fresh = mayBreak ? [] : newErrors(source, now)
    const [first] = fresh
    if (first !== undefined) return refuse("error", first.message, fresh)
    return { text: now.text, changes: changesBetween(text, now.text) }
  } catch (error) {
    if (error instanceof EditRefusal) return { refusal: error.refusal }
    throw error
  }
}

function carriedOut(source: Source, edit: ScenarioEdit, start: Source): Source {
  switch (edit.do) {
    case "set":
      return set(source, edit.path, edit.value)
    case "insert":
      return after(source, edit)
    case "remove":
      return remove(source, edit.path)
    case "add-component":
      return withComponent(source, edit, start)
    case "rename-component":
      return withNewName(source, edit.from, edit.to)
    case "remove-component":
      return withoutComponent(source, edit, start)
    case "connect":
      return withCall(source, edit, start)
    case "disconnect":
      return withoutCall(source, edit, start)
    case "add-fault":
      return withFault(source, edit)
    case "all":
      return edit.edits.reduce((now, one) => carriedOut(now, one, start), source)
    default:
      return withEdgeField(source, edit)
  }
}

function withFault(source: Source, edit: Extract<ScenarioEdit, { do: "add-fault" }>): Source {
  const { verb, target, at, values = {} } = edit
  if (!faultVerbs.some((one) => one.verb === verb || one.opposite === verb))
    return refuse("not-there", `there is no fault "${verb}"`)
  const { for: lasting, ...rest } = values
  const value = { at, ...(lasting === undefined ? {} : { for: lasting }), do: verb, target, ...rest }
  const list = valueAt(source.parsed.data, ["faults"])
  return after(source, { do: "set", path: ["faults", Array.isArray(list) ? list.length : 0], value })
}

/** What differs between two texts, as one stretch. */
function changesBetween(before: string, now: string): readonly TextChange[] {
  if (before === now) return []
  const shorter = Math.min(before.length, now.length)
  let start = 0
  while (start < shorter && before[start] === now[start]) start++
  let end = 0
  while (end < shorter - start && before[before.length - 1 - end] === now[now.length - 1 - end]) end++
  return [{ start, end: before.length - end, text: now.slice(start, now.length - end) }]
}
