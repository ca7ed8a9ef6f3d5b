import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from "yaml"
import type { Span } from "../../components/kit/mistake.ts"
import { type Path, Places, type Range } from "./place.ts"
import type { Problem } from "./problem.ts"
import { scalarSpan } from "./scalar-span.ts"

/** A document that was read: its values and where each stands. */
export class ParsedText {
  readonly text: string
  /** Plain values with null-prototype objects; undefined where the text could not be read. */
  readonly data: unknown
  /** Everything wrong with the text as YAML. With an error among them, `data` is not to be used. */
  readonly problems: readonly Problem[]
  /** The library's document, for edits that keep comments. */
  readonly document: Document.Parsed | undefined
  private readonly places: Places

  constructor(the: {
    text: string
    data: unknown
    problems: readonly Problem[]
    document: Document.Parsed | undefined
  }) {
    this.text = the.text
    this.data = the.data
    this.problems = the.problems
    this.document = the.document
    this.places = new Places(the.text)
  }

  /** Where the value at the path stands, or its key. Where there is no such value: its nearest ancestor's key. */
  position(path: Path, part: "value" | "key" = "value"): Range {
    const found = this.find(path)
    if (found.depth < path.length || part === "key") return this.keyRange(path.slice(0, found.depth))
    const [start = 0, end = start] = found.node?.range ?? []
    // An empty value has no width; its key is what a reader looks at.
    return end > start || path.length === 0 ? this.places.range(start, end) : this.keyRange(path)
  }

  /** Where a part of the text at the path stands; undefined where it is no text on one line. */
  spanPosition(path: Path, span: Span): Range | undefined {
    const { node, depth } = this.find(path)
    const part = depth === path.length && isScalar(node) ? scalarSpan(this.text, node, span) : undefined
    return part === undefined ? undefined : this.places.range(part.start, part.end)
  }

  /** The library's node at the path, aliases followed; undefined where there is none. */
  nodeAt(path: Path): Node | undefined {
    const { node, depth } = this.find(path)
    return depth === path.length ? node : undefined
  }

  /** The range of any offsets of the text. */
  rangeOf(start: number, end: number): Range {
    return this.places.range(start, end)
  }

  private find(path: Path): { node: Node | undefined; depth: number } {
    let node = this.followed(this.document?.contents ?? undefined)
    for (const [depth, step] of path.entries()) {
      const next = childAt(node, step)
      if (next === undefined) return { node, depth }
      node = this.followed(next.value)
    }
    return { node, depth: path.length }
  }

  private keyRange(path: Path): Range {
    const step = path.at(-1)
    if (step === undefined) return this.firstLine()
    const pair = pairAt(this.nodeAt(path.slice(0, -1)), step)
    // A member of a list has no key; it is its own place.
    const node = pair === undefined ? this.nodeAt(path) : pair.key
    const [start = 0, end = start] = (isNode(node) ? node.range : undefined) ?? []
    return this.places.range(start, end)
  }

  /** The document as a whole is shown as the first line with anything in it. */
  private firstLine(): Range {
    const start = Math.max(0, this.text.search(/[^\s\uFEFF]/))
    const end = this.text.indexOf("\n", start)
    return this.places.range(start, end === -1 ? this.text.length : end)
  }

  private followed(node: unknown): Node | undefined {
    if (isAlias(node)) return this.document === undefined ? undefined : node.resolve(this.document)
    return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined
  }
}

function childAt(node: Node | undefined, step: string | number): { value: unknown } | undefined {
  if (isSeq(node)) {
    return typeof step === "number" && step < node.items.length ? { value: node.items[step] } : undefined
  }
  const pair = pairAt(node, step)
  return pair === undefined ? undefined : { value: pair.value }
}

function pairAt(node: Node | undefined, step: string | number): Pair | undefined {
  if (!isMap(node)) return undefined
  return node.items.find(({ key }) => isScalar(key) && String(key.value ?? "") === String(step))
}
