/** What a document may hold; more is refused before the YAML library sees it. */
export interface TextLimits {
  /** UTF-16 code units. */
  readonly lengthMax: number
  /** Mappings and lists inside each other, in either style. */
  readonly depthMax: number
  /** Members of all mappings and lists together, before and after aliases are followed. */
  readonly entriesMax: number
  readonly aliasesMax: number
}

/**
 * Chosen: a thousand services take about 200 kB and 10,000 entries, and nobody nests by hand beyond a dozen.
 * The YAML library's stack ends between 500 and 1,000 levels.
 */
export const defaultLimits: TextLimits = { lengthMax: 1_048_576, depthMax: 64, entriesMax: 50_000, aliasesMax: 100 }
