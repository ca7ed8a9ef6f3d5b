import type { SourceFile } from "./tree.ts"

export interface LengthLimits {
  readonly linesMax: number
  readonly linesMedianMax: number
  /** Longer files, each with its present length: it may shrink, and then this number is lowered with it. */
  readonly longer: Readonly<Record<string, number>>
}

/** Every file that is too long, every exception that can be lowered, and a median above the limit. */
export function lengthFindings(files: readonly SourceFile[], limits: LengthLimits): readonly string[] {
  const lengths = new Map(files.map((file) => [file.path, lineCount(file.text)]))
  const tooLong = [...lengths]
    .filter(([path, lines]) => lines > (limits.longer[path] ?? limits.linesMax))
    .map(([path, lines]) => `${path} has ${lines} lines, ${limits.longer[path] ?? limits.linesMax} at most`)
  const slack = Object.entries(limits.longer).flatMap(([path, allowed]) => {
    const lines = lengths.get(path) ?? 0
    if (lines <= limits.linesMax) return [`${path} has ${lines} lines: take it off the list`]
    return lines < allowed ? [`${path} has ${lines} lines: lower its ${allowed}`] : []
  })
  const middle = median([...lengths.values()])
  const tooLongOnTheWhole =
    middle > limits.linesMedianMax ? [`the median file has ${middle} lines, ${limits.linesMedianMax} at most`] : []
  return [...tooLong, ...slack, ...tooLongOnTheWhole]
}

/** Lines of the text; a newline at the end begins no further line. */
export function lineCount(text: string): number {
  return text === "" ? 0 : text.replace(/\n$/, "").split("\n").length
}

/** The middle value, of an even number of values the lower of the two; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? 0
}
