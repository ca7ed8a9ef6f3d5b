import { CST, Lexer } from "yaml"
import { isControl } from "./characters.ts"
import type { ProblemCode } from "./codes.ts"
import type { TextLimits } from "./limits.ts"
import { Places } from "./place.ts"
import type { Problem, Suggestion } from "./problem.ts"

/**
 * What must hold before the YAML library composes anything. Its composer recurses, so deep nesting would end
 * the process; its lexer does not (linear and flat, measured on 1 MiB of each bracket, quote and indicator),
 * and counting the lexer's own tokens means that no quote or comment can hide a bracket from the count.
 * Stops at the first finding.
 */
export function guardText(text: string, limits: TextLimits): readonly Problem[] {
  const finding = firstCharacterFinding(text, limits) ?? new TokenGuard(text, limits).firstFinding()
  if (finding === undefined) return []
  const { code, message, start, end, suggestion } = finding
  const place = new Places(text).range(start, end)
  return [{ code, severity: "error", path: [], message, ...place, ...(suggestion === undefined ? {} : { suggestion }) }]
}

interface Finding {
  readonly code: ProblemCode
  readonly message: string
  readonly start: number
  readonly end: number
  readonly suggestion?: Suggestion
}

/** Size, and the characters that the lexer uses for itself or that YAML does not allow. */
function firstCharacterFinding(text: string, { lengthMax }: TextLimits): Finding | undefined {
  if (text.length > lengthMax) {
    const message = `the document has ${text.length} characters; ${lengthMax} are allowed`
    return { code: "E-limit-size", message, start: 0, end: 0 }
  }
  const at = firstControl(text)
  if (at === -1) return undefined
  const hex = text.charCodeAt(at).toString(16).padStart(4, "0")
  return { code: "E-text-control", message: `control character U+${hex} in the text`, start: at, end: at + 1 }
}

function firstControl(text: string): number {
  for (let at = 0; at < text.length; at++) if (isControl(text.charCodeAt(at))) return at
  return -1
}

const closers = new Map([
  ["{", "}"],
  ["[", "]"],
])
/** Tokens that start or continue a node; a new one further right than the last may be a new level. */
const contentTypes = new Set([
  "scalar",
  "single-quoted-scalar",
  "double-quoted-scalar",
  "alias",
  "anchor",
  "seq-item-ind",
  "explicit-key-ind",
  "map-value-ind",
  "block-scalar-header",
])
const entryTypes = new Set(["map-value-ind", "explicit-key-ind", "seq-item-ind", "comma"])

/** One pass over the lexer's tokens. */
class TokenGuard {
  private readonly text: string
  private readonly limits: TextLimits
  private offset = 0
  private lineStart = 0
  /** End of the last token that is neither space nor comment. */
  private contentEnd = 0
  /** Columns of the open block levels; each token further right may open one, so this never counts too few. */
  private readonly columns: number[] = []
  private readonly brackets: { readonly opener: string; readonly offset: number }[] = []
  private entries = 0
  private aliases = 0
  private anchors = 0
  private documents = 0

  constructor(text: string, limits: TextLimits) {
    this.text = text
    this.limits = limits
  }

  firstFinding(): Finding | undefined {
    let isContent: boolean = false
    for (const source of new Lexer().lex(this.text)) {
      // After the mark of a scalar comes its text, whatever it looks like.
      const type: string | null = isContent ? null : CST.tokenType(source)
      isContent = type === "scalar"
      const finding = this.structure(type, source) ?? this.counts(type) ?? this.forbidden(type, source)
      if (finding !== undefined) return finding
      this.advance(type, source)
    }
    return this.brackets.length > 0 ? this.unclosedBracket() : undefined
  }

  private advance(type: string | null, source: string): void {
    // Three tokens of the lexer are marks without a width in the text.
    if (type === "doc-mode" || type === "flow-error-end" || type === "scalar") return
    const newline = source.lastIndexOf("\n")
    if (newline !== -1) this.lineStart = this.offset + newline + 1
    this.offset += source.length
    if (type !== "space" && type !== "comment" && type !== "newline") this.contentEnd = this.offset
  }

  private structure(type: string | null, source: string): Finding | undefined {
    if (type === "flow-error-end") return this.unclosedBracket()
    if (type === "flow-map-end" || type === "flow-seq-end") return this.close(source)
    if (type !== null && contentTypes.has(type)) this.indent()
    if (type === "flow-map-start" || type === "flow-seq-start")
      this.brackets.push({ opener: source, offset: this.offset })
    const depth = this.columns.length + this.brackets.length
    if (depth > this.limits.depthMax) {
      return this.here("E-limit-depth", `nested more than ${this.limits.depthMax} deep`, source.length)
    }
    return undefined
  }

  private indent(): void {
    if (this.brackets.length > 0) return
    const column = this.offset - this.lineStart
    while ((this.columns.at(-1) ?? -1) > column) this.columns.pop()
    if ((this.columns.at(-1) ?? -1) < column) this.columns.push(column)
  }

  private close(source: string): Finding | undefined {
    const open = this.brackets.pop()
    if (open === undefined) return this.here("E-yaml-syntax", `${source} closes nothing`, 1, "")
    const closer = closers.get(open.opener) ?? ""
    if (closer === source) return undefined
    return this.here("E-yaml-syntax", `expected ${closer} to close the ${open.opener}, found ${source}`, 1, closer)
  }

  /** Reported where it opens, because that is the line to look at. */
  private unclosedBracket(): Finding {
    const open = this.brackets.at(-1) ?? { opener: "[", offset: this.offset }
    const missing = this.brackets
      .map(({ opener }) => closers.get(opener) ?? "")
      .reverse()
      .join("")
    const at = this.contentEnd
    const suggestion = { text: missing, replace: { start: at, end: at }, question: `close it with ${missing}` }
    const message = `the ${open.opener} is never closed`
    return { code: "E-yaml-syntax", message, start: open.offset, end: open.offset + 1, suggestion }
  }

  private counts(type: string | null): Finding | undefined {
    const { entriesMax, aliasesMax } = this.limits
    if (type !== null && entryTypes.has(type)) this.entries++
    if (type === "alias") this.aliases++
    if (type === "anchor") this.anchors++
    if (this.entries > entriesMax) return this.here("E-limit-entries", `more than ${entriesMax} entries`, 1)
    if (this.aliases > aliasesMax) return this.here("E-limit-aliases", `more than ${aliasesMax} aliases`, 1)
    if (this.anchors > aliasesMax) return this.here("E-limit-aliases", `more than ${aliasesMax} anchors`, 1)
    return undefined
  }

  private forbidden(type: string | null, source: string): Finding | undefined {
    if (type === "tag") {
      const after = this.text.slice(this.offset + source.length)
      const width = source.length + after.length - after.replace(/^ +/, "").length
      const finding = this.here("E-yaml-tag", `the tag ${source} is not used here`, source.length)
      const replace = { start: this.offset, end: this.offset + width }
      return { ...finding, suggestion: { text: "", replace, question: `leave out ${source}` } }
    }
    if (type === "directive-line")
      return this.here("E-yaml-directive", `the directive ${source} is not used here`, source.length)
    if (type === "doc-start" && ++this.documents > 1) {
      return this.here("E-yaml-documents", "a second document starts here; a file holds one scenario", source.length)
    }
    if (type === "single-quoted-scalar" || type === "double-quoted-scalar") return this.unclosedQuote(source)
    return undefined
  }

  private unclosedQuote(source: string): Finding | undefined {
    const mark = source[0] ?? ""
    if (source.length > 1 && source.endsWith(mark)) return undefined
    const [line = ""] = source.split("\n")
    const end = this.offset + line.trimEnd().length
    const message = `the quote that opens here is never closed`
    const suggestion = { text: mark, replace: { start: end, end }, question: `close it with ${mark}` }
    return { code: "E-yaml-syntax", message, start: this.offset, end: this.offset + 1, suggestion }
  }

  private here(code: ProblemCode, message: string, width: number, replacement?: string): Finding {
    const finding = { code, message, start: this.offset, end: this.offset + width }
    if (replacement === undefined) return finding
    const question = replacement === "" ? "leave it out" : `did you mean ${replacement}`
    return {
      ...finding,
      suggestion: { text: replacement, replace: { start: finding.start, end: finding.end }, question },
    }
  }
}
