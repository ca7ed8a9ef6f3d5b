/** One entry of the list of what Orrery models. It counts as covered when it has checks and waits for nothing. */
export interface Leaf {
  readonly id: string
  /** Each runs its scenario with and without an option. */
  readonly checks: readonly Check[]
  /** What is not there yet; absent where nothing is missing. */
  readonly waits?: Wait
}

export interface Wait {
  /** Number of the issue that brings it; null where it is not decided yet. */
  readonly issue: number | null
  /** What of it, or what for it; absent where all of it is missing. */
  readonly missing?: string
}

/** An option, and what it changes at least, on every seed. */
export interface Check {
  /** As `orrery explain` knows it: a strategy's kind, or `kind.parameter`. */
  readonly option: string
  /** In scenarios/library/, without `.yaml`. */
  readonly scenario: string
  /** Settings of both sides, as `--set` takes them, such as a shorter duration. */
  readonly settings?: readonly string[]
  /** Settings with the option and without it. An empty list leaves the scenario as it is. */
  readonly with: readonly string[]
  readonly without: readonly string[]
  /** Path of a number in the report; of an estimate its value counts. */
  readonly metric: string
  /** Where the metric goes because of the option. */
  readonly direction: "higher" | "lower"
  readonly least: Effect
  /** Why at least that much has to come of it. */
  readonly why: string
  /** The test of the option's own behaviour. */
  readonly test: string
}

/** So many times as large (or as small), or so much more (or less) in the metric's unit. Above 1 and above 0. */
export type Effect = { readonly times: number } | { readonly by: number }

export function isCovered({ checks, waits }: Leaf): boolean {
  return checks.length > 0 && waits === undefined
}

/** Leaves that are not there at all. */
export function waiting(issue: number | null, ids: readonly string[]): readonly Leaf[] {
  return ids.map((id) => ({ id, checks: [], waits: { issue } }))
}
