/** The way to a value in the document: names of mappings and indices of lists. */
export type Path = readonly (string | number)[]

/** A stretch of the document's text: offsets and columns in UTF-16 code units, lines and columns from 1, ends exclusive. */
export interface Range {
  readonly start: number
  readonly end: number
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** `components.pay.operations.charge[0].work`; the document itself is the empty text. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`
    const word = /^[A-Za-z_][\w-]*$/.test(step) ? step : JSON.stringify(step)
    return text === "" ? word : `${text}.${word}`
  }, "")
}

/** Turns offsets into lines and columns; the line starts are found once. */
export class Places {
  private readonly lineStarts: readonly number[]
  private readonly length: number
  /** A byte-order mark is no column. */
  private readonly markLength: number

  constructor(text: string) {
    const starts = [0]
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1)
    this.lineStarts = starts
    this.length = text.length
    this.markLength = text.startsWith("\uFEFF") ? 1 : 0
  }

  /** What lies beyond the text is cut off. */
  range(first: number, last: number): Range {
    const start = Math.min(first, this.length)
    const end = Math.min(Math.max(first, last), this.length)
    const from = this.point(start)
    const to = this.point(end)
    return { start, end, ...from, endLine: to.line, endColumn: to.column }
  }

  private point(offset: number): { line: number; column: number } {
    const bounded = Math.min(Math.max(offset, this.markLength), this.length)
    let low = 0
    let high = this.lineStarts.length
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (this.lineStart(middle) <= bounded) low = middle
      else high = middle
    }
    const mark = low === 0 ? this.markLength : 0
    return { line: low + 1, column: bounded - this.lineStart(low) - mark + 1 }
  }

  private lineStart(line: number): number {
    return this.lineStarts[line] ?? 0
  }
}
