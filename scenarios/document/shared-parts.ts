import type { JsonSchema } from "./json-schema.ts"

/** Shorter parts stay where they are, however often they come (chosen: a reference and its entry take about as much). */
const charactersMin = 400

/** A schema that says every longer part once: what comes again is a reference into `$defs`. It means the same. */
export function withSharedParts(schema: JsonSchema): JsonSchema {
  const counts = new Map<string, number>()
  visit(schema, (text) => counts.set(text, (counts.get(text) ?? 0) + 1))
  const names = new Map<string, string>()
  const defs: Record<string, unknown> = {}
  const share = (part: unknown, name: string): unknown => {
    const text = JSON.stringify(part)
    const inside = rebuilt(part, share, name)
    if (text.length < charactersMin || (counts.get(text) ?? 0) < 2) return inside
    const known = names.get(text)
    if (known !== undefined) return { $ref: `#/$defs/${known}` }
    const fresh = freeName(name, { ...Object(schema.$defs), ...defs })
    names.set(text, fresh)
    defs[fresh] = inside
    return { $ref: `#/$defs/${fresh}` }
  }
  const whole = Object(rebuilt(schema, share, "part"))
  return { ...whole, $defs: { ...whole.$defs, ...defs } }
}

/** Keywords whose members are schemas by name, whose items are schemas, and those that are one schema. */
const BY_NAME = ["properties", "$defs"]
const LISTS = ["anyOf", "oneOf", "allOf", "prefixItems"]
const SINGLE = ["items", "additionalProperties", "propertyNames"]

function visit(part: unknown, seen: (text: string) => void): void {
  rebuilt(part, (inner) => {
    seen(JSON.stringify(inner))
    visit(inner, seen)
    return inner
  })
}

/** The same schema with each schema directly inside it replaced. */
function rebuilt(part: unknown, replace: (inner: unknown, name: string) => unknown, name = "part"): unknown {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part
  const entries = Object.entries(part).map(([key, value]): [string, unknown] => {
    if (BY_NAME.includes(key))
      return [key, Object.fromEntries(Object.entries(Object(value)).map(([own, one]) => [own, replace(one, own)]))]
    if (LISTS.includes(key) && Array.isArray(value)) return [key, value.map((one) => replace(one, kindOf(one) ?? name))]
    if (SINGLE.includes(key) && typeof value === "object") return [key, replace(value, name)]
    return [key, value]
  })
  return Object.fromEntries(entries)
}

function kindOf(part: unknown): string | undefined {
  const kind = Object(Object(Object(part).properties).kind).const
  return typeof kind === "string" ? kind : undefined
}

function freeName(wanted: string, taken: object): string {
  const plain = wanted.replace(/[^A-Za-z0-9_-]/g, "")
  let name = plain
  for (let number = 2; Object.hasOwn(taken, name); number++) name = `${plain}${number}`
  return name
}
