/** What XML 1.0 has no character for, halves of surrogate pairs among it, and what it advises against. */
const NOT_XML = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
}

/** Any text as it may stand between tags or in the quotes of an attribute. */
export function escaped(text: string): string {
  return text.replaceAll(NOT_XML, "\ufffd").replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}

/** An element with attributes, in which numbers have at most two places, and what is in it, which is not escaped. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, content = ""): string {
  const written = Object.entries(attributes).map(([key, value]) => {
    const text = typeof value === "number" ? numberText(value) : escaped(value)
    return ` ${key}="${text}"`
  })
  return content === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${content}</${name}>`
}

export function textElement(attributes: Readonly<Record<string, string | number>>, text: string): string {
  return element("text", attributes, escaped(text))
}

export function titleElement(text: string): string {
  return element("title", {}, escaped(text))
}

/** Two places are a hundredth of a pixel. What is no number is 0. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : "0"
}

/** `0xRRGGBB` as `#rrggbb`. */
export function colourText(colour: number): string {
  return `#${(colour & 0xff_ffff).toString(16).padStart(6, "0")}`
}
