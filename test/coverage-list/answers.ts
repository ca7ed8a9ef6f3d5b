import { explanation } from "../../cli/commands/explain.ts"
import { LEAVES } from "../../scenarios/coverage-list/index.ts"
import { FAMILIES, runsOfKind } from "./families/index.ts"
import type { Sides } from "./judge.ts"
import { type RunOf, reportOf, sidesOf } from "./measure.ts"

/** What the tests ask of the bundled program, which runs several times as fast as modules that vitest serves. */
export interface Answers {
  /** In the order of the list. */
  readonly checks: readonly CheckAnswer[]
  readonly families: readonly FamilyAnswer[]
}

/** What a check came to, or why it came to nothing. */
interface CheckAnswer {
  readonly sides: Sides | string
  /** What `orrery explain` says of its option. */
  readonly explained: string
}

interface FamilyAnswer {
  readonly name: string
  /** Everything that a kind's runs measured. */
  readonly measured: Readonly<Record<string, string>>
  /** The same of the first kind's runs, made anew. */
  readonly again: string
}

/** Makes the runs of every check with these seeds, and those of every kind in the families. */
export function answersTo(seeds: readonly string[]): Answers {
  const checks = LEAVES.flatMap(({ checks: own }) => own).map((check) => ({
    sides: textOfError(() => sidesOf(check, seeds)),
    explained: textOfError(() => explanation(check.option)),
  }))
  const families = FAMILIES.map((family) => {
    const [first = ""] = family.kinds
    // Another setting that says what is so anyway makes these other runs.
    const anew = runsOfKind(family, first).map((one) => ({
      ...one,
      settings: [...one.settings, "run.eventsMax=1000000000"],
    }))
    const measured = Object.fromEntries(family.kinds.map((kind) => [kind, measuredIn(runsOfKind(family, kind))]))
    return { name: family.name, measured, again: measuredIn(anew) }
  })
  return { checks, families }
}

/** Without what names the scenario and its profiles, or counts the simulator's own events. */
function measuredIn(runs: readonly RunOf[]): string {
  const measured = runs.map(reportOf).map(({ load, components }) => ({ load, components }))
  return JSON.stringify(measured, (key, value) => (key === "profile" ? undefined : value))
}

function textOfError<Answer>(of: () => Answer): Answer | string {
  try {
    return of()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
