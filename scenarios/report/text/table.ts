import { type Paint, padEnd, padStart, widthOf } from "./paint.ts"

export interface Column {
  readonly title: string
  readonly align: "left" | "right"
}

/** Rows under a faint head, two blanks between columns; columns that are empty in every row are left out. */
export function tableText(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  paint: Paint,
): readonly string[] {
  const kept = columns.map((_, at) => rows.some((row) => (row[at] ?? "") !== ""))
  const only = (cells: readonly string[]) => cells.filter((_, at) => kept[at] === true)
  const shown = columns.filter((_, at) => kept[at] === true)
  const titles = shown.map(({ title }) => title)
  const all = rows.map(only)
  const widths = titles.map((title, at) => Math.max(widthOf(title), ...all.map((row) => widthOf(row[at] ?? ""))))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) =>
        shown[at]?.align === "right" ? padStart(cell, widths[at] ?? 0) : padEnd(cell, widths[at] ?? 0),
      )
      .join("  ")
      .trimEnd()
  return [paint.faint(line(titles)), ...all.map(line)]
}
