/** Colours of a report; each gets a text and gives it back, painted or as it is. */
export interface Paint {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly unsure: (text: string) => string
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
  readonly accent: (text: string) => string
}

const same = (text: string): string => text

export const PLAIN: Paint = { good: same, bad: same, unsure: same, strong: same, faint: same, accent: same }

/** Columns that a text takes on a terminal: colours take none. */
export function widthOf(text: string): number {
  let width = 0
  let isCode = false
  for (const character of text) {
    if (character === "\u001b") isCode = true
    else if (!isCode) width++
    else if (character === "m") isCode = false
  }
  return width
}

export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)))
}

export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text
}
