import type { Value } from "./case.ts"
import type { Row } from "./judge.ts"

const HEADINGS = ["id", "what", "expected", "measured", "± error", "tolerance", "verdict"]
/** Columns of numbers. */
const RIGHT = new Set([2, 3, 4])
const WHAT_MAX = 64

/** The rows as one table, each column as wide as it has to be. */
export function tableText(rows: readonly Row[]): string {
  const cells = [HEADINGS, ...rows.map(cellsOf)]
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        RIGHT.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  )
  return `${lines.join("\n")}\n`
}

/** The failed rows once more, in the form that `.ci/run` repeats at its end. */
export function failuresText(rows: readonly Row[]): string {
  return rows
    .filter(({ verdict }) => verdict === "failed")
    .map(({ id, what, expected, measured, error, tolerance, why }) => {
      const found = `${valueText(measured, 6)} ± ${valueText(error, 2)}`
      const message = why ?? `expected ${valueText(expected, 6)} (${tolerance}), measured ${found}`
      return `FAILED ${id} ${what}\n    ${message.replaceAll("\n", "\n    ")}\n`
    })
    .join("")
}

function cellsOf({ id, what, expected, measured, error, tolerance, verdict, why }: Row): string[] {
  const name = what.length > WHAT_MAX ? `${what.slice(0, WHAT_MAX - 1)}…` : what
  const ending = why === undefined ? verdict : `${verdict}: ${why}`
  return [id, name, valueText(expected, 6), valueText(measured, 6), valueText(error, 2), tolerance, ending]
}

function valueText(value: Value | null, digits: number): string {
  return typeof value === "number" ? String(Number(value.toPrecision(digits))) : String(value ?? "")
}
