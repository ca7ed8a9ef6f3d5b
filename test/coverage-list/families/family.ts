import type { RunOf } from "../measure.ts"

/** Kinds of one family, and estates in which all of them meet the same load. */
export interface Family {
  readonly name: string
  readonly kinds: readonly string[]
  readonly estates: readonly Estate[]
}

/** A scenario of the library, what puts a kind into it, and what makes the run short. */
export interface Estate {
  readonly scenario: string
  readonly settings: (kind: string) => readonly string[]
}

/** A kind's runs, one in each estate of its family. */
export function runsOfKind({ estates }: Family, kind: string): readonly RunOf[] {
  return estates.map(({ scenario, settings }) => ({ scenario, settings: settings(kind), seed: "2" }))
}
