import type * as z from "zod"
import { field } from "./field.ts"
import { describeValue, type Mistake, mistaken, type Parsed, refused } from "./mistake.ts"

const LABELS = "[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"
/** Headers of one request or route (AWS routing rules have 2, Kong 255; chosen). */
const headersMax = 16

/** A path as in a request line, without a query: `/pay`. */
export function requestPath(example = "/pay"): z.ZodType<string, string> {
  const jsonSchema = { type: "string", pattern: "^/[^\\s?#]*$", examples: [example] }
  return field<string, string>((input) => parsePath(input, example), { kind: "name" }, jsonSchema)
}

/** `shop.example`; in lower case, as host names are all the same in any. */
export function host(): z.ZodType<string, string> {
  const jsonSchema = { type: "string", examples: ["shop.example"] }
  return field((input) => parseHost(input, false), { kind: "name" }, jsonSchema)
}

/** `shop.example`, or `*.example` for every host below it. */
export function hostPattern(): z.ZodType<string, string> {
  const jsonSchema = { type: "string", examples: ["shop.example", "*.example"] }
  return field((input) => parseHost(input, true), { kind: "name" }, jsonSchema)
}

/** `{ x-canary: "1" }`: headers by name, in lower case, each with its whole value. */
export function headers(): z.ZodType<Readonly<Record<string, string>>, Readonly<Record<string, unknown>>> {
  const jsonSchema = { type: "object", additionalProperties: { type: ["string", "number", "boolean"] } }
  return field(parseHeaders, { kind: "name" }, jsonSchema)
}

function parsePath(input: unknown, example: string): Parsed<string> {
  if (typeof input === "string" && /^\/[^\s?#]*$/.test(input)) return { value: input }
  const found = describeValue(input)
  const expected = `a path such as ${example}, without blanks, query and fragment`
  const message = `expected ${expected}, found ${found}`
  if (typeof input !== "string") return mistaken({ code: "E-wrong-type", message, found, expected })
  const [bare = ""] = input.trim().split(/[\s?#]/)
  const suggestion = bare === "" ? {} : { suggestion: bare.startsWith("/") ? bare : `/${bare}` }
  return mistaken({ code: "E-reference-invalid", message, found, expected, ...suggestion })
}

function parseHost(input: unknown, takesWildcard: boolean): Parsed<string> {
  const text = typeof input === "string" ? input.toLowerCase() : ""
  if (new RegExp(`^${takesWildcard ? "(\\*\\.)?" : ""}${LABELS}$`).test(text)) return { value: text }
  const found = describeValue(input)
  const expected = `a host name such as shop.example${takesWildcard ? " or *.example" : ""}`
  const message = `expected ${expected}, found ${found}`
  if (typeof input !== "string") return mistaken({ code: "E-wrong-type", message, found, expected })
  const bare = text
    .trim()
    .replace(/^[a-z]+:\/\//, "")
    .replace(/[:/].*$/, "")
  const suggestion = new RegExp(`^${LABELS}$`).test(bare) ? { suggestion: bare } : {}
  return mistaken({ code: "E-name-invalid", message, found, expected, ...suggestion })
}

function parseHeaders(input: unknown): Parsed<Readonly<Record<string, string>>> {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    const found = describeValue(input)
    const expected = 'headers by name, such as { x-canary: "1" }'
    return mistaken({ code: "E-wrong-type", message: `expected ${expected}, found ${found}`, found, expected })
  }
  const entries = Object.entries(input)
  const mistakes = entries.flatMap(([name, value]) => headerMistakes(name, value))
  if (entries.length === 0 || entries.length > headersMax)
    mistakes.push({ code: "E-number-range", message: `expected 1 to ${headersMax} headers, found ${entries.length}` })
  if (mistakes.length > 0) return refused(mistakes)
  return { value: Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)])) }
}

function headerMistakes(name: string, value: unknown): Mistake[] {
  const found: Mistake[] = []
  const raise = (mistake: Omit<Mistake, "path">) => found.push({ ...mistake, path: [name] })
  if (name.toLowerCase() === "host")
    raise({ code: "E-parameter-conflict", message: "the host has a place of its own: host: shop.example", isKey: true })
  else if (!/^[A-Za-z0-9-]+$/.test(name))
    raise({
      code: "E-name-invalid",
      message: `expected the name of a header such as x-canary, found "${name}"`,
      isKey: true,
    })
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
    raise({ code: "E-wrong-type", message: `expected the value of ${name}, found ${describeValue(value)}` })
  else if (!/^\S+$/.test(String(value)))
    raise({ code: "E-text-unexpected", message: `expected a value without blanks, found ${describeValue(value)}` })
  return found
}
