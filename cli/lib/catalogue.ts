import { ARRIVALS } from "../../components/client/arrivals/notation.ts"
import { keysNotation } from "../../components/kit/distribution/keys.ts"
import { durationDistribution, numberDistributionNotation } from "../../components/kit/notations.ts"
import { FAULT_VERBS } from "../../engine/index.ts"
import { STRATEGY_FAMILIES, type StrategyFamily } from "../../scenarios/reference/families.ts"
import { REPORT_CODES } from "../../scenarios/report/warnings.ts"
import { COMPONENTS } from "../../scenarios/run/registry.ts"
import { codes } from "../../scenarios/text/codes.ts"
import { kindText } from "./kind-text.ts"
import { faultText, type NotationLeaf, notationText, profileText, strategyText } from "./leaf-text.ts"
import { libraryScenarios, questionOf } from "./library.ts"
import { TEMPLATES } from "./templates.ts"

/** A thing one can name in a scenario or on the command line. */
export interface Entry {
  readonly name: string
  readonly summary: string
  /** All that is known of it; absent where that is the summary. */
  readonly whole?: () => string
}

/** Everything there is, by section. */
export const SECTIONS: Readonly<Record<string, () => readonly Entry[]>> = {
  kinds: () =>
    [...COMPONENTS.values()].map((leaf) => ({ name: leaf.kind, summary: leaf.summary, whole: () => kindText(leaf) })),
  profiles: () =>
    [...COMPONENTS.values()].flatMap((leaf) =>
      leaf.profiles.map((one) => ({
        name: one.profile,
        summary: one.summary,
        whole: () => profileText(leaf, one),
      })),
    ),
  ...Object.fromEntries(STRATEGY_FAMILIES.map((family) => [family.folder, () => strategies(family)])),
  arrivals: () => [...ARRIVALS.values()].map((leaf) => notated({ ...leaf, name: leaf.kind, field: "open" })),
  distributions: () => {
    const kinds = new Map([...numberDistributionNotation.kinds, ...durationDistribution.kinds])
    return [...kinds].map(([name, notation]) =>
      notated({
        name,
        summary: notation.summary,
        notation,
        field: durationDistribution.kinds.has(name) ? "work" : "size",
      }),
    )
  },
  keys: () =>
    [...keysNotation.kinds].map(([name, notation]) =>
      notated({ name, summary: notation.summary, notation, field: "keys" }),
    ),
  faults: () => FAULT_VERBS.map((leaf) => ({ name: leaf.verb, summary: leaf.summary, whole: () => faultText(leaf) })),
  scenarios: () => [...libraryScenarios()].map(([name, path]) => ({ name, summary: questionOf(path) })),
  templates: () => Object.entries(TEMPLATES).map(([name, { summary }]) => ({ name, summary })),
  codes: () => Object.entries({ ...codes, ...REPORT_CODES }).map(([name, { title }]) => ({ name, summary: title })),
}

function strategies({ leaves, placed }: StrategyFamily): readonly Entry[] {
  return [...leaves.values()].map((leaf) => ({
    name: leaf.kind,
    summary: leaf.summary,
    whole: () => strategyText(leaf, placed),
  }))
}

function notated(leaf: NotationLeaf): Entry {
  return { name: leaf.name, summary: leaf.summary, whole: () => notationText(leaf) }
}
