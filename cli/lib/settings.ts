import { isCollection, isMap, isSeq, parseDocument } from "yaml"
import { parseText } from "../../scenarios/text/parse.ts"
import { UserError } from "./user-error.ts"

/** A `--set`: where in the document, and the text of the value. */
export interface Setting {
  readonly path: readonly (string | number)[]
  readonly value: string
}

/** `components.ledger.pool=40`, `faults.0.at=3m`, `links."pay -> ledger".loss=1%` */
export function readSetting(text: string): Setting {
  const at = equalsOutsideQuotes(text)
  if (at < 0) throw new UserError(`--set wants path=value, such as components.ledger.pool=40; found "${text}"`)
  const path = steps(text.slice(0, at).trim())
  if (path.length === 0 || path.includes("")) throw new UserError(`--set ${text}: the path has an empty step`)
  return { path, value: text.slice(at + 1).trim() }
}

/** The document with the settings applied, as text: errors in it are found and shown like any others. */
export function applySettings(text: string, settings: readonly Setting[]): string {
  if (settings.length === 0) return text
  // A text that cannot be read is left as it is: reading it says why.
  const { document, problems } = parseText(text)
  if (document === undefined || !isMap(document.contents) || problems.length > 0) return text
  for (const { path, value } of settings) {
    const parent = document.getIn(path.slice(0, -1), true)
    if (path.length > 1 && parent !== undefined && !isCollection(parent))
      throw new UserError(`--set ${path.join(".")}: ${path.slice(0, -1).join(".")} is not a mapping`)
    if (isSeq(parent) && typeof path.at(-1) !== "number")
      throw new UserError(
        `--set ${path.join(".")}: ${path.slice(0, -1).join(".")} is a list; its members have numbers from 0`,
      )
    document.setIn(path, parsedValue(value))
  }
  return document.toString({ lineWidth: 0 })
}

/** YAML as in a document (a number, a text, a list in brackets); what is no YAML is a text. */
function parsedValue(text: string): unknown {
  const parsed = parseDocument(text, { schema: "core", prettyErrors: false })
  return parsed.errors.length > 0 ? text : parsed.contents
}

function equalsOutsideQuotes(text: string): number {
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted
    else if (text[at] === "=" && !isQuoted) return at
  }
  return -1
}

function steps(text: string): (string | number)[] {
  const found: (string | number)[] = []
  for (const [, quoted, bare] of text.matchAll(/(?:"([^"]*)"|([^."]+))(?:\.|$)/g)) {
    if (quoted !== undefined) found.push(quoted)
    else if (bare !== undefined) found.push(/^\d{1,9}$/.test(bare) ? Number(bare) : bare)
  }
  return found
}
