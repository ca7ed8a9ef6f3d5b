import { translatorOf } from "../../../components/kit/notations.ts"
import { documentSchema } from "../../../scenarios/document/schema.ts"
import { type Path, pathText } from "../../../scenarios/text/place.ts"
import { shapesAt } from "../schema/shape.ts"
import { isScalarValue, isValue, valueAt } from "../text/data.ts"
import type { Source } from "../text/source.ts"
import { afterStep, type Step } from "../text/steps.ts"
import type { Value } from "./edit.ts"
import { refuse } from "./refusal.ts"

const sections = { order: Object.keys(documentSchema.shape) }

/** The text after a step, or a refusal. */
export function after(source: Source, step: Step): Source {
  const next = afterStep(source, step, sections)
  if (next !== undefined) return next
  return refuse(
    "shape",
    `${pathText(step.path) || "the document"} cannot be changed without rewriting what is around it`,
  )
}

/** Sets a value. A short form on the way (`balance: round-robin`) becomes the long one, which has a place for it. */
export function set(source: Source, path: Path, value: Value): Source {
  const { data } = source.parsed
  const short = path.findIndex((_, depth) => depth > 0 && isScalarValue(valueAt(data, path.slice(0, depth))))
  if (short === -1) return after(source, { do: "set", path, value })
  const at = path.slice(0, short)
  const input = valueAt(data, at)
  const long = shapesAt(data, at)
    .flatMap(({ hint }) => (hint === undefined ? [] : (translatorOf(hint)?.toLong(input) ?? [])))
    .find(isValue)
  if (long === undefined) return refuse("shape", `${pathText(at)} is a value, in which nothing else has a place`)
  return set(after(source, { do: "set", path: at, value: long }), path, value)
}

/** Takes what is at a path away, and a section of the document that would be empty then. */
export function remove(source: Source, path: Path): Source {
  const { data } = source.parsed
  if (valueAt(data, path) === undefined) return refuse("not-there", `there is no ${pathText(path)}`)
  const [section = "", ...rest] = path
  const isLast = rest.length === 1 && Object.keys(Object(valueAt(data, [section]))).length === 1
  const isOptional = section !== "components"
  return after(source, { do: "remove", path: isLast && isOptional ? [section] : path })
}
