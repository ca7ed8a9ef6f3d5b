import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from "yaml"
import type { ProblemCode } from "./codes.ts"
import type { TextLimits } from "./limits.ts"
import type { Path, Places } from "./place.ts"
import type { Problem, Suggestion } from "./problem.ts"

/** A document's content as plain values: null-prototype objects, arrays, texts, finite numbers, booleans, null. */
export interface Converted {
  readonly data: unknown
  readonly problems: readonly Problem[]
}

/** Aliases are followed (copied in effect), within the limits on entries and depth. */
export function convertDocument(document: Document.Parsed, the: { places: Places; limits: TextLimits }): Converted {
  const converter = new Converter(document, the)
  const data = converter.value(document.contents, [])
  return { data, problems: converter.problems }
}

/** Nobody reads more at once (chosen). */
const problemsMax = 100

class Converter {
  readonly problems: Problem[] = []
  private readonly document: Document.Parsed
  private readonly places: Places
  private readonly limits: TextLimits
  private readonly targets = new Map<Alias, Node | undefined>()
  private entries = 0
  private hasDeepAlias = false

  constructor(document: Document.Parsed, { places, limits }: { places: Places; limits: TextLimits }) {
    this.document = document
    this.places = places
    this.limits = limits
  }

  value(node: unknown, path: Path): unknown {
    if (isAlias(node)) return this.aliased(node, path)
    if (isMap(node)) return this.mapping(node, path)
    if (isSeq(node)) {
      const isFull = node.items.some(() => this.isFull(node, path))
      return isFull ? [] : node.items.map((item, index) => this.value(item, [...path, index]))
    }
    return isScalar(node) ? this.scalar(node, path) : null
  }

  private mapping(node: YAMLMap, path: Path): Readonly<Record<string, unknown>> {
    const data: Record<string, unknown> = Object.create(null)
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value ?? "") : ""
      const place = isScalar(key) ? key : node
      if (this.isFull(place, path)) break
      if (name in Object.prototype) {
        this.report(place, { code: "E-reserved-key", path: [...path, name], message: `the key ${name} is reserved` })
      } else if (name in data) {
        this.report(place, {
          code: "E-duplicate-key",
          path: [...path, name],
          message: `the key "${name}" is given twice`,
        })
      } else {
        data[name] = this.value(value, [...path, name])
      }
    }
    return data
  }

  /** Counts an entry; true, and reported once, when there are too many. */
  private isFull(node: Node, path: Path): boolean {
    const { entriesMax } = this.limits
    this.entries++
    if (this.entries === entriesMax + 1) {
      const message = `more than ${entriesMax} entries after following aliases`
      this.report(node, { code: "E-limit-entries", path, message })
    }
    return this.entries > entriesMax
  }

  private aliased(alias: Alias, path: Path): unknown {
    if (!this.targets.has(alias)) this.targets.set(alias, alias.resolve(this.document))
    const target = this.targets.get(alias)
    if (target === undefined) {
      this.report(alias, { code: "E-yaml-alias", path, message: `no anchor &${alias.source} before this alias` })
      return null
    }
    const isTooDeep = path.length > this.limits.depthMax
    if (!isTooDeep) return this.value(target, path)
    // Once is enough: an alias inside its own anchor comes here again and again.
    if (!this.hasDeepAlias) {
      const message = `the alias *${alias.source} leads back to itself, or too deep`
      this.report(alias, { code: "E-yaml-alias", path: path.slice(0, 1), message })
    }
    this.hasDeepAlias = true
    return null
  }

  private scalar(node: Scalar, path: Path): unknown {
    const { value } = node
    if (typeof value !== "number") return value
    const written = node.source ?? String(value)
    if (!Number.isFinite(value)) {
      this.report(node, { code: "E-number-range", path, message: `expected a finite number, found ${written}` })
      return 0
    }
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER && /^[+-]?\d+$/.test(written)) {
      const suggestion = { text: `"${written}"`, question: `did you mean the text "${written}"` }
      const message = `the number ${written} is too large to be kept exactly`
      this.report(node, { code: "E-number-range", path, message, suggestion })
    }
    return value
  }

  private report(
    node: Node,
    what: { code: ProblemCode; path: Path; message: string; suggestion?: Omit<Suggestion, "replace"> },
  ): void {
    if (this.problems.length >= problemsMax) return
    const { suggestion, ...rest } = what
    const [start = 0, end = start] = node.range ?? []
    const replaced = suggestion === undefined ? {} : { suggestion: { ...suggestion, replace: { start, end } } }
    this.problems.push({ ...rest, severity: "error", ...this.places.range(start, end), ...replaced })
  }
}
