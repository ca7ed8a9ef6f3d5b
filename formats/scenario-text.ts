import { Document, isMap, isScalar, isSeq, type Node, Scalar } from "yaml"

/** A scenario as plain data, with what is to be said above single components, by name. */
export interface ScenarioDraft {
  /** Lines at the top. */
  readonly head: readonly string[]
  readonly document: Readonly<Record<string, unknown>>
  /** Above the entry of that name in that section: `components.users`. */
  readonly comments: Readonly<Record<string, string>>
}

const widthMax = 116
/** The document and its sections go down the page. */
const blockDepth = 2

/** The scenario in YAML, what fits in a line on one line. */
export function scenarioText({ head, document: data, comments }: ScenarioDraft): string {
  const document = new Document(data, { aliasDuplicateObjects: false })
  lay(document.contents ?? undefined, 0)
  for (const [place, comment] of Object.entries(comments)) {
    const [section = "", ...rest] = place.split(".")
    const entries = document.get(section, true)
    const pair = isMap(entries)
      ? entries.items.find(({ key }) => isScalar(key) && key.value === rest.join("."))
      : undefined
    if (pair !== undefined && isScalar(pair.key)) pair.key.commentBefore = ` ${comment}`
  }
  document.commentBefore = head.map((line) => ` ${line}`).join("\n")
  // The library pads both kinds of brackets or none. No text of a draft has a blank beside one.
  return document
    .toString({ lineWidth: 120 })
    .replace(/\[ (?=\S)/g, "[")
    .replace(/(?<=\S) \]/g, "]")
}

function lay(node: unknown, depth: number): void {
  if (isScalar(node) || !(isMap(node) || isSeq(node))) return
  const isSection = depth < blockDepth && isMap(node) && node.items.some(({ value }) => isMap(value))
  node.flow = !isSection && lengthOf(node) + 2 * depth <= widthMax
  for (const item of node.items) {
    if (!("key" in Object(item))) lay(item, depth + 1)
    else {
      const { key, value } = Object(item)
      if (isScalar(key) && /[ *]/.test(String(key.value))) key.type = Scalar.QUOTE_DOUBLE
      lay(value, depth + 1)
    }
  }
}

/** Characters on one line, or a few more. */
function lengthOf(node: Node): number {
  return JSON.stringify(node.toJSON()).length
}
