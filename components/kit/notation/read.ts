import { assert } from "../../../engine/assert.ts"
import { describeValue, type Mistake, mistaken, moved, type Parsed, quote, refused } from "../mistake.ts"
import { nearest } from "../nearest.ts"
import type { Form, Notation, NotationKind, Raw, RawMember, Values } from "./notation.ts"
import { exampleOf, readShort, unknownKind } from "./read-short.ts"

/** What a short text, a long object or a bare value means. All mistakes at once. */
export function readNotation<Output>(input: unknown, notation: Notation<Output>): Parsed<Output> {
  const raw = readRaw(input, notation)
  return "value" in raw ? judge(raw.value, notation) : raw
}

/** The kind and parameters of any form, not yet judged. */
export function readRaw<Output>(input: unknown, notation: Notation<Output>): Parsed<Raw> {
  if (typeof input === "string") return readShort(input, notation)
  const bare = notation.bare === undefined ? undefined : notation.kinds.get(notation.bare)
  if (typeof input === "number" && notation.bare !== undefined && bare?.positional !== undefined) {
    const place = { offset: 0, length: 0 }
    return { value: { kind: notation.bare, members: new Map([[bare.positional, { input, place, namePlace: place }]]) } }
  }
  if (typeof input === "object" && input !== null && !Array.isArray(input)) return readLong(input, notation)
  const expected = `${notation.noun} such as ${quote(notation.example)}`
  const found = describeValue(input)
  return mistaken({ code: "E-wrong-type", message: `expected ${expected}, found ${found}`, found, expected })
}

function readLong<Output>(input: object, notation: Notation<Output>): Parsed<Raw> {
  const { kind, ...rest }: { readonly kind?: unknown } = { ...input }
  const expected = [...notation.kinds.keys()].join(", ")
  if (typeof kind !== "string") {
    const message = `${notation.noun} needs a kind: one of ${expected}`
    return mistaken({ code: "E-missing-parameter", message, expected })
  }
  if (!notation.kinds.has(kind)) return mistaken(moved(unknownKind({ text: kind }, notation), { key: "kind" }))
  const members = Object.entries(rest).map(([key, member]): [string, RawMember] => [
    key,
    { input: member, place: { key }, namePlace: { key } },
  ])
  return { value: { kind, members: new Map(members) } }
}

function judge<Output>({ kind: name, members }: Raw, notation: Notation<Output>): Parsed<Output> {
  const kind = notation.kinds.get(name)
  assert(kind !== undefined, `readRaw let the unknown kind ${name} through`)
  const unknown = [...members].filter(([member]) => !Object.hasOwn(kind.parameters, member))
  const known = [...members.keys()].filter((member) => Object.hasOwn(kind.parameters, member))
  const { values, mistakes } = parseMembers(members, kind)
  for (const [member, raw] of unknown) mistakes.unshift(unknownParameter(member, raw, { name, kind }))
  const form = fittingForm(known, kind)
  if (form === undefined && unknown.length === 0) mistakes.unshift(noForm(known, members, { name, kind }))
  const all = mistakes.length > 0 ? mistakes : outOfOrder(members, values, kind)
  if (all.length > 0) return refused(all)
  assert(form !== undefined, "a distribution without mistakes has a form")
  return { value: form.build(valuesOf(values)) }
}

function parseMembers<Output>(members: ReadonlyMap<string, RawMember>, kind: NotationKind<Output>) {
  const values = new Map<string, unknown>()
  const mistakes: Mistake[] = []
  for (const [name, member] of members) {
    const parsed = Object.hasOwn(kind.parameters, name) ? kind.parameters[name]?.parse(member.input) : undefined
    if (parsed === undefined) continue
    if ("value" in parsed) values.set(name, parsed.value)
    else mistakes.push(...parsed.mistakes.map((mistake) => placed(mistake, member.place)))
  }
  return { values, mistakes }
}

/** A mistake in a member of a short text is a span of that text; in a long object it is a path. */
function placed(mistake: Mistake, place: RawMember["place"]): Mistake {
  if ("key" in place) return moved(mistake, place)
  return place.length === 0 ? mistake : moved(mistake, place)
}

function unknownParameter<Output>(
  found: string,
  member: RawMember,
  the: { name: string; kind: NotationKind<Output> },
): Mistake {
  const names = Object.keys(the.kind.parameters)
  const meant = nearest(found, names)
  return {
    ...placed({ code: "E-unknown-parameter", message: "" }, member.namePlace),
    message: `unknown parameter ${quote(found)} of ${the.name}; it has ${names.join(", ")}`,
    found,
    expected: names.join(", "),
    isKey: true,
    ...(meant === undefined ? {} : { suggestion: meant }),
  }
}

function fittingForm<Output>(given: readonly string[], kind: NotationKind<Output>): Form<Output> | undefined {
  return kind.forms.find(
    ({ required, optional = [] }) =>
      required.every((name) => given.includes(name)) &&
      given.every((name) => required.includes(name) || optional.includes(name)),
  )
}

/** Something is missing from the form that fits best, or parameters of two forms are mixed. */
function noForm<Output>(
  given: readonly string[],
  members: ReadonlyMap<string, RawMember>,
  the: { name: string; kind: NotationKind<Output> },
): Mistake {
  const { name, kind } = the
  const ways = kind.forms.map(({ required }) => required.join(" and ")).join(", or ")
  const incomplete = kind.forms.find(({ required, optional = [] }) =>
    given.every((one) => required.includes(one) || optional.includes(one)),
  )
  if (incomplete !== undefined) {
    const missing = incomplete.required.filter((one) => !given.includes(one))
    const message = `${name} needs ${missing.join(" and ")}; it takes ${ways}, as in ${quote(exampleOf(name, kind))}`
    return { code: "E-missing-parameter", message, expected: ways }
  }
  const last = members.get(given.at(-1) ?? "")
  const message = `${name} takes ${ways}, not ${given.join(" and ")} together`
  const mistake: Mistake = { code: "E-parameter-conflict", message, found: given.join(", "), expected: ways }
  return last === undefined ? mistake : { ...placed(mistake, last.namePlace), isKey: true }
}

function outOfOrder<Output>(
  members: ReadonlyMap<string, RawMember>,
  values: ReadonlyMap<string, unknown>,
  kind: NotationKind<Output>,
): readonly Mistake[] {
  return (kind.ordered ?? []).flatMap(([low, high]) => {
    const highMember = members.get(high)
    const lowInput = members.get(low)?.input
    if (highMember === undefined || !(Number(values.get(low)) > Number(values.get(high)))) return []
    const message = `${high} must be at least ${low}, which is ${String(lowInput)}; found ${String(highMember.input)}`
    return [placed({ code: "E-number-range", message, found: String(highMember.input) }, highMember.place)]
  })
}

function valuesOf(values: ReadonlyMap<string, unknown>): Values {
  return {
    has: (name) => values.has(name),
    get: <Value>(name: string) => {
      assert(values.has(name), `the form does not require ${name}`)
      // The registry's door: the declaration of the kind pairs each name with its parser.
      return values.get(name) as Value
    },
  }
}
