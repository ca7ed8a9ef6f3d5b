/** An element of an SVG file that was read. */
export interface SvgElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly SvgElement[]
  /** Text directly in it. */
  readonly text: string
}

interface Open {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: SvgElement[]
  text: string
}

const TAG = /<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)|(.)/gsu
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }

/** Reads a file of elements and text alone, as strictly as XML is read: throws where it is not well-formed. */
export function readSvg(source: string): SvgElement {
  const root: Open = { name: "", attributes: {}, children: [], text: "" }
  const open = [root]
  for (const [, end, name = "", attributes = "", single, text, other] of source.matchAll(TAG)) {
    const inside = open.at(-1) ?? root
    if (other !== undefined) throw new Error(`"${other}" is out of place`)
    if (text !== undefined) inside.text += decoded(text)
    else if (end === "/") {
      if (open.length < 2 || inside.name !== name) throw new Error(`</${name}> ends ${inside.name}`)
      open.pop()
    } else {
      const element: Open = { name, attributes: attributesOf(attributes), children: [], text: "" }
      inside.children.push(element)
      if (single === "") open.push(element)
    }
  }
  const [svg, ...more] = root.children
  if (open.length > 1 || svg === undefined || more.length > 0 || root.text.trim() !== "")
    throw new Error("no single root")
  return svg
}

/** The element and all within it, in order. */
export function within(element: SvgElement): readonly SvgElement[] {
  return [element, ...element.children.flatMap(within)]
}

function attributesOf(source: string): Readonly<Record<string, string>> {
  const pairs = [...source.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
    ([, key = "", value = ""]) => [key, decoded(value)] as const,
  )
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error("an attribute is there twice")
  return Object.fromEntries(pairs)
}

function decoded(text: string): string {
  if (/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(text)) throw new Error("a character that XML does not have")
  return text.replaceAll(/&(\w*);?/g, (whole, name) => {
    const sign = whole.endsWith(";") ? ENTITIES[name] : undefined
    if (sign === undefined) throw new Error(`${whole} is no entity`)
    return sign
  })
}
