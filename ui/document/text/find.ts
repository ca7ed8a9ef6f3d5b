import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml"
import type { Path } from "../../../scenarios/text/place.ts"
import type { Source } from "./source.ts"

/** A mapping or list of the text, and its way from the top. */
export interface Collection {
  readonly node: YAMLMap | YAMLSeq
  readonly path: Path
}

/** How far the text follows a path. */
export interface Found {
  /** The value at the path; null where a key stands alone, undefined where there is none. */
  readonly node: Node | null | undefined
  /** The key of that value, where it stands in a mapping. */
  readonly pair: Pair | undefined
  /** How many steps there are in the text. */
  readonly depth: number
  /** The mapping or list in which the last step was taken. */
  readonly parent: YAMLMap | YAMLSeq | undefined
  /** It lies within braces or brackets. */
  readonly isInFlow: boolean
  /** The way leads through a copy (`*name`) of something written elsewhere. */
  readonly isShared: boolean
}

/** Follows a path; copies are not followed, because what is written there belongs to another place. */
export function find({ parsed }: Source, path: Path): Found {
  let node: Node | null | undefined = parsed.document?.contents ?? null
  let pair: Pair | undefined
  let parent: YAMLMap | YAMLSeq | undefined
  let isInFlow = false
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) return { node: undefined, pair, depth, parent, isInFlow, isShared: true }
    const next = childOf(node, step)
    if (next === undefined) return { node: undefined, pair, depth, parent, isInFlow, isShared: false }
    isInFlow ||= isFlow(node)
    parent = isMap(node) || isSeq(node) ? node : undefined
    pair = next.pair
    node = next.node
  }
  return { node, pair, depth: path.length, parent, isInFlow, isShared: isAlias(node) }
}

function childOf(node: unknown, step: string | number): { node: Node | null; pair: Pair | undefined } | undefined {
  if (isSeq(node)) {
    if (typeof step !== "number" || step >= node.items.length) return undefined
    return { node: nodeOf(node.items[step]), pair: undefined }
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value ?? "") === String(step))
  return pair === undefined ? undefined : { node: nodeOf(pair.value), pair }
}

function nodeOf(value: unknown): Node | null {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value) ? value : null
}

/** Where a node begins and where what is written of it ends; of one that is not written, undefined. */
export function spanOf(node: Node | null | undefined): { readonly start: number; readonly end: number } | undefined {
  if (node?.range == null) return undefined
  const [start, end] = node.range
  return end > start ? { start, end } : undefined
}

/** Written with braces or brackets, in which indentation counts nothing. */
export function isFlow(node: Node | null | undefined): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true
}

/** The offset behind the last character of an entry: of its value, or its key where there is none. */
export function entryEnd(text: string, entry: Pair | Node | null): number {
  if (entry !== null && "key" in entry) {
    const value = nodeOf(entry.value)
    if (spanOf(value) !== undefined) return entryEnd(text, value)
    const end = spanOf(nodeOf(entry.key))?.end ?? 0
    return end + (/^\s*:/.exec(text.slice(end))?.[0].length ?? 0)
  }
  const span = spanOf(entry)
  if (span === undefined || entry === null) return 0
  if ((isMap(entry) || isSeq(entry)) && !isFlow(entry)) {
    const last = entry.items.at(-1)
    if (isMap(entry) && last !== undefined) return entryEnd(text, entry.items.at(-1) ?? null)
    if (isSeq(entry) && last !== undefined) return Math.max(entryEnd(text, nodeOf(last)), span.start + 1)
  }
  return span.start + text.slice(span.start, span.end).trimEnd().length
}

/** The offset of an entry's first character: its key, or of a member of a list the value (behind its dash). */
export function entryStart(entry: Pair | Node | null): number | undefined {
  const node = entry !== null && "key" in entry ? nodeOf(entry.key) : entry
  return node?.range?.[0]
}

/** The entries of a mapping or list as written. */
export function entriesOf(node: YAMLMap | YAMLSeq): readonly (Pair | Node | null)[] {
  return isMap(node) ? node.items : node.items.map(nodeOf)
}
