import type { FieldHint } from "../../../components/kit/hint.ts"
import type { Path } from "../../../scenarios/text/place.ts"
import { fitting, memberShapes, type Shape, topShapes } from "./shape.ts"

/** A text of a document that names something. */
export interface Reference {
  readonly path: Path
  readonly text: string
  readonly refersTo: NonNullable<FieldHint["refersTo"]>
}

/** Every text in a document that the schema says is a reference, in the document's order. */
export function referencesIn(data: unknown): readonly Reference[] {
  const found = new Map<string, Reference>()
  visit(topShapes(), data, [], (path, text, refersTo) => found.set(path.join("\n"), { path, text, refersTo }))
  return [...found.values()]
}

type See = (path: Path, text: string, refersTo: NonNullable<FieldHint["refersTo"]>) => void

function visit(shapes: readonly Shape[], value: unknown, path: Path, see: See): void {
  const meant = fitting(shapes, value)
  if (typeof value === "string") {
    for (const { hint } of meant) {
      if (hint?.kind === "reference" && hint.refersTo !== undefined) see(path, value, hint.refersTo)
    }
    return
  }
  if (typeof value !== "object" || value === null) return
  const members: readonly [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value)
  for (const [key, member] of members)
    visit(
      meant.flatMap((shape) => memberShapes(shape, key)),
      member,
      [...path, key],
      see,
    )
}
