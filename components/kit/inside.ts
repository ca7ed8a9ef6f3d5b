/** Rows of a part that are shown at most (chosen: what fits a panel). */
export const INSIDE_ROWS_MAX = 50

/** Plain facts about what a replica holds, in a fixed order: the same state gives the same parts. */
export interface InsidePart {
  readonly title: string
  /** How many there are; the rows may be fewer. */
  readonly count: number
  /** Null where nothing limits them. */
  readonly countMax: number | null
  /** Headings with their units: "size (B)". */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** What there is to know of the estate for telling it. */
export interface InsideView {
  readonly nowNs: number
  /** Of a replica, by actor number: `pay[2]`. */
  nameOf(actor: number): string
  /** Of an operation, by number. */
  operationOf(number: number): string
}

/** The limit as people are told of it. */
export function shownMax(limit: number): number | null {
  return Number.isFinite(limit) ? limit : null
}

/** A time that is still to come, in ms; "never" for Infinity. */
export function msUntil(atNs: number, nowNs: number): number | string {
  return Number.isFinite(atNs) ? (atNs - nowNs) / 1e6 : "never"
}
