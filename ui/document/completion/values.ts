import {
  bandwidthUnits,
  durationUnits,
  rateUnits,
  shareUnits,
  sizeUnits,
  type UnitFamily,
} from "../../../components/kit/unit-families.ts"
import { faultVerbs } from "../../../scenarios/document/fault-verbs.ts"
import { kindOf } from "../names/estate.ts"
import { examplesOf, wordsOf } from "../schema/kind-of-field.ts"
import { keysOf, memberShapes, type Shape, shapesAt } from "../schema/shape.ts"
import { dataWith } from "../text/data.ts"
import type { Cursor } from "./cursor.ts"
import { componentNames, linkNames, operationNames, targetNames } from "./names.ts"
import { type Offer, offer } from "./offer.ts"

/** Values that may stand at the cursor. */
export function valuesAt(cursor: Cursor): readonly Offer[] {
  const { data, before } = cursor
  const shapes = shapesFor(cursor)
  if (before.trim() !== "") return parametersAt(shapes, before)
  const docs = docsOf(cursor)
  return [
    ...wordsOf(shapes).map((word) => wordOffer(word, docs.get(String(word)) ?? kindDocs(shapes, String(word)))),
    ...(shapes.some(({ node }) => node.type === "boolean") ? [true, false].map((flag) => wordOffer(flag, "")) : []),
    ...shapes.flatMap((shape) => namesFor(shape, data)),
    ...shapes.flatMap((shape) => quantitiesFor(shape, cursor.typed)),
    ...examplesOf(shapes.filter(({ hint }) => !isQuantity(hint?.kind))).map((text) =>
      offer(text, "value", "example", kindDocs(shapes, text)),
    ),
    ...defaultsOf(shapes),
  ]
}

/** What says which of several shapes a mapping has may become any of their words, whatever else is there. */
function shapesFor({ data, path }: Cursor): readonly Shape[] {
  const all = shapesAt(dataWith(data, path.slice(0, -1), null), path)
  const isTelling = all.length > 1 && all.every(({ node }) => node.const !== undefined)
  return isTelling ? all : shapesAt(data, path)
}

function wordOffer(word: string | number | boolean, docs = ""): Offer {
  const made = offer(String(word), "value", "", docs)
  return typeof word === "string" ? made : { ...made, holds: "literal" }
}

function defaultsOf(shapes: readonly Shape[]): readonly Offer[] {
  const value = shapes.find((shape) => shape.default !== undefined)?.default
  if (typeof value === "string") return [offer(value, "value", "default")]
  return typeof value === "number" ? [{ ...offer(String(value), "value", "default"), holds: "literal" }] : []
}

function namesFor({ hint }: Shape, data: unknown): readonly Offer[] {
  switch (hint?.refersTo) {
    case "component":
      return componentNames(data)
    case "operation":
      return operationNames(data)
    case "target":
      return targetNames(data)
    case "link":
      return linkNames(data).map((name) => offer(name, "name", "link"))
    default:
      return []
  }
}

const families: ReadonlyMap<string, UnitFamily> = new Map(
  [durationUnits, rateUnits, sizeUnits, shareUnits, bandwidthUnits].map((family) => [family.name, family]),
)

function isQuantity(kind: string | undefined): boolean {
  return kind !== undefined && families.has(kind)
}

/** The number that is typed with each unit; without one, examples. */
function quantitiesFor({ node, hint }: Shape, typed: string): readonly Offer[] {
  const family = families.get(hint?.kind ?? "")
  if (family === undefined || node.type !== "string" || node.const !== undefined) return []
  const number = /^\d+(?:\.\d+)?/.exec(typed)?.[0]
  if (number === undefined)
    return examplesOf([{ node, hint, description: "", default: undefined }]).map((text) =>
      offer(text, "value", family.name),
    )
  return [...family.units.keys()]
    .filter((unit) => /^[ -~]+$/.test(unit))
    .map((unit) => offer(number + unit, "value", family.name))
}

/** Of a short text with parameters, those that its kind knows and that are not there yet. */
function parametersAt(shapes: readonly Shape[], before: string): readonly Offer[] {
  const [kind = "", ...words] = before.trim().split(/\s+/)
  const given = words.map((word) => word.split("=")[0])
  const meant = shapes.filter((shape) => wordsOf(memberShapes(shape, "kind")).includes(kind))
  return meant.flatMap((shape) =>
    keysOf(shape)
      .filter((key) => key !== "kind" && !given.includes(key))
      .flatMap((key) => {
        const members = memberShapes(shape, key)
        const [example] = examplesOf(members)
        return example === undefined ? [] : [offer(`${key}=${example}`, "value", kind, members[0]?.description)]
      }),
  )
}

function kindDocs(shapes: readonly Shape[], text: string): string {
  const [kind = ""] = text.split(" ")
  const meant = shapes.find((shape) => wordsOf(memberShapes(shape, "kind")).includes(kind))
  return typeof meant?.node.description === "string" ? meant.node.description : ""
}

/** What the words at the cursor mean: kinds by their alternatives, verbs and profiles by what declares them. */
function docsOf({ data, path }: Cursor): ReadonlyMap<string, string> {
  const key = path.at(-1)
  const parents = typeof key === "string" ? shapesAt(data, path.slice(0, -1)) : []
  const kinds = parents.flatMap((parent): [string, string][] =>
    typeof key !== "string" || parents.length < 2
      ? []
      : wordsOf(memberShapes(parent, key)).map((word) => [String(word), String(parent.node.description ?? "")]),
  )
  const verbs = path[0] === "faults" ? faultVerbs.map(({ verb, summary }): [string, string] => [verb, summary]) : []
  const [section, name = ""] = path
  const isProfile = section === "components" && key === "profile"
  const profiles = (isProfile ? kindOf(data, String(name))?.profiles : undefined) ?? []
  return new Map([...kinds, ...verbs, ...profiles.map(({ profile, summary }): [string, string] => [profile, summary])])
}
