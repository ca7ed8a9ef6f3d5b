import type { CauseName, Evidence } from "../report.ts"
import type { Blame } from "./blame.ts"
import type { Facts } from "./facts.ts"

/** A cause with what it explains and what shows it. */
export interface Finding {
  readonly cause: CauseName
  readonly component: string
  readonly share: number
  readonly of: "time" | "failures"
  readonly why: string
  readonly evidence: readonly Evidence[]
}

/** A detector: looks at what was blamed and says where it sees its cause. */
export interface CauseDetector {
  readonly cause: CauseName
  readonly title: string
  readonly find: (facts: Facts, blames: readonly Blame[]) => readonly Finding[]
}

/** A detector of what is blamed under its own name. */
export function detector(
  cause: CauseName,
  title: string,
  describe: (facts: Facts, blame: Blame) => { readonly why: string; readonly evidence: readonly Evidence[] },
): CauseDetector {
  return {
    cause,
    title,
    find: (facts, blames) =>
      blames
        .filter((blame) => blame.cause === cause)
        .map((blame) => ({
          cause,
          component: facts.name(blame.component),
          share: blame.share,
          of: blame.of,
          ...describe(facts, blame),
        })),
  }
}
