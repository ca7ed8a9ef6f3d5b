import { schemaAt } from "../../../scenarios/document/json-schema.ts"
import { kindOf, namesIn } from "../names/estate.ts"
import { typeOf } from "../schema/kind-of-field.ts"
import { fitting, keysOf, memberShapes, requiredKeys, type Shape, shapesAt } from "../schema/shape.ts"
import { valueAt } from "../text/data.ts"
import type { Cursor } from "./cursor.ts"
import { linkNames } from "./names.ts"
import { type Offer, offer } from "./offer.ts"

/** Keys that the mapping around the cursor may still have, those it needs first. */
export function keysAt({ data, path, part }: Cursor): readonly Offer[] {
  const value = part === "key" ? valueAt(data, path) : undefined
  const taken = Object.keys(Object(value))
  const shapes = fitting(shapesAt(data, path), value).filter(({ node }) => node.type === "object")
  const keys = commonKeys(shapes, taken.length === 0).filter((key) => !taken.includes(key))
  const offers = keys.map((key) => keyOffer(key, shapes))
  const names = namedKeys(data, path).filter(({ label }) => !taken.includes(label))
  return [...offers.filter(isNeeded), ...offers.filter((one) => !isNeeded(one)), ...names]
}

function isNeeded({ detail }: Offer): boolean {
  return detail.endsWith("required")
}

/**
 * Of several shapes that a key (`kind`) tells apart, what all have; of others, what any has, or, as the first key of all,
 * what says which it is.
 */
function commonKeys(shapes: readonly Shape[], isFirst: boolean): readonly string[] {
  const [first, ...more] = shapes
  if (first === undefined) return []
  const isConst = (shape: Shape, key: string) => schemaAt(schemaAt(shape.node, "properties"), key).const !== undefined
  const tells = keysOf(first).some((key) => shapes.every((shape) => isConst(shape, key)))
  if (more.length > 0 && tells) return keysOf(first).filter((key) => more.every((shape) => keysOf(shape).includes(key)))
  const needed = shapes.map(requiredKeys)
  const isByNeeds = isFirst && more.length > 0 && needed.every((names) => names.length > 0)
  return [...new Set(isByNeeds ? needed.flat() : shapes.flatMap(keysOf))]
}

function keyOffer(key: string, shapes: readonly Shape[]): Offer {
  const owners = shapes.filter((shape) => keysOf(shape).includes(key))
  const members = owners.flatMap((shape) => memberShapes(shape, key))
  const isRequired = owners.length === shapes.length && owners.every((shape) => requiredKeys(shape).includes(key))
  const type = typeOf(members)
  const detail = isRequired ? `${type}, required` : type
  const [docs = "", ...otherDocs] = new Set(members.map(({ description }) => description).filter((text) => text !== ""))
  const holdsLines = members.length > 0 && members.every(({ node }) => node.type === "object" || node.type === "array")
  const made = offer(key, "key", detail, otherDocs.length === 0 ? docs : "")
  return holdsLines ? { ...made, holds: "lines" } : made
}

/** Keys that are names of the document's own: clients without a load, and links. */
function namedKeys(data: unknown, path: readonly (string | number)[]): readonly Offer[] {
  const [section] = path
  if (path.length !== 1) return []
  if (section === "links" || section === "policies") return linkNames(data).map((name) => offer(name, "key", "link"))
  if (section !== "load") return []
  const sends = (name: string) => kindOf(data, name)?.load !== undefined
  return namesIn(data)
    .filter(sends)
    .map((name) => ({ ...offer(name, "key", "client"), holds: "lines" as const }))
}
