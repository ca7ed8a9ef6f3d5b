import { isMap, isScalar, isSeq } from "yaml"
import type { Path } from "../../../scenarios/text/place.ts"
import type { Value } from "../edits/edit.ts"
import { insertedBefore } from "./add.ts"
import { dataInserted, dataRenamed, dataWith, dataWithout, sameData, valueAt } from "./data.ts"
import { find, spanOf } from "./find.ts"
import { removed } from "./remove.ts"
import { type Sections, setChange } from "./set.ts"
import { readSource, type Source } from "./source.ts"
import { keyText, quotedLike } from "./write.ts"

/** One step of an edit, about one place of the text. */
export type Step =
  | { readonly do: "set"; readonly path: Path; readonly value: Value }
  | { readonly do: "insert"; readonly path: Path; readonly value: Value }
  | { readonly do: "remove"; readonly path: Path }
  | { readonly do: "rename-key"; readonly path: Path; readonly key: string }

/**
 * The text after a step; undefined where it cannot be carried out in place. What comes out is read again: it holds what
 * the step says, and all else as it was.
 */
export function afterStep(source: Source, step: Step, sections: Sections): Source | undefined {
  const { data } = source.parsed
  if (step.do === "set") {
    const old = valueAt(data, step.path)
    if (sameData(old, step.value) && old !== undefined) return source
    const parts = partsOf(step.path, old, step.value)
    if (parts !== undefined)
      return parts.reduce<Source | undefined>((at, part) => at && afterStep(at, part, sections), source)
  }
  const change = changeOf(source, step, sections)
  if (change === undefined) return undefined
  const text = source.text.slice(0, change.start) + change.text + source.text.slice(change.end)
  const after = readSource(text)
  return after !== undefined && sameData(after.parsed.data, expected(data, step)) ? after : undefined
}

function expected(data: unknown, step: Step): unknown {
  switch (step.do) {
    case "set":
      return dataWith(data, step.path, step.value)
    case "insert":
      return dataInserted(data, step.path, step.value)
    case "remove":
      return dataWithout(data, step.path)
    default:
      return dataRenamed(data, step.path, step.key)
  }
}

function changeOf(source: Source, step: Step, sections: Sections) {
  const { path } = step
  if (step.do === "set") return setChange(source, path, step.value, sections)
  const found = find(source, path)
  const last = path.at(-1)
  if (found.isShared && found.depth < path.length) return undefined
  if (step.do === "insert") {
    const list = find(source, path.slice(0, -1)).node
    return isSeq(list) && typeof last === "number" ? insertedBefore(source, list, last, step.value) : undefined
  }
  if (found.depth < path.length || found.parent === undefined) return undefined
  if (step.do === "remove") {
    const { parent, pair } = found
    const index = isMap(parent) && pair !== undefined ? parent.items.indexOf(pair) : Number(last)
    return removed(source, parent, index)
  }
  const key = found.pair?.key
  const span = isScalar(key) ? spanOf(key) : undefined
  if (span === undefined || !isScalar(key)) return undefined
  const isQuoted = String(key.type).startsWith("QUOTE")
  return {
    ...span,
    text: isQuoted && !source.isJson ? quotedLike(step.key, String(key.type), true) : keyText(step.key, source.isJson),
  }
}

/** Steps that make one mapping or list of another part by part, so that what both have stays as it is written. */
function partsOf(path: Path, old: unknown, value: Value): readonly Step[] | undefined {
  if (typeof old !== "object" || old === null || typeof value !== "object" || value === null) return undefined
  if (Array.isArray(old)) {
    if (!Array.isArray(value) || value.length === 0 || old.length === 0) return undefined
    const shared = value
      .slice(0, old.length)
      .map((one: Value, index): Step => ({ do: "set", path: [...path, index], value: one }))
    const more = value
      .slice(old.length)
      .map((one: Value, index): Step => ({ do: "set", path: [...path, old.length + index], value: one }))
    const gone = old.slice(value.length).map((): Step => ({ do: "remove", path: [...path, value.length] }))
    return [...shared, ...more, ...gone]
  }
  if (Array.isArray(value) || Object.keys(value).length === 0 || Object.keys(old).length === 0) return undefined
  const sets = Object.entries(value).map(
    ([key, one]: [string, Value]): Step => ({ do: "set", path: [...path, key], value: one }),
  )
  const gone = Object.keys(old).filter((key) => !Object.hasOwn(value, key))
  return [...sets, ...gone.map((key): Step => ({ do: "remove", path: [...path, key] }))]
}
