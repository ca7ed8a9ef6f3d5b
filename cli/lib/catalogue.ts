import { EVICTIONS } from "../../components/cache/evictions.ts"
import { ARRIVALS } from "../../components/client/arrivals/notation.ts"
import { keysNotation } from "../../components/kit/distribution/keys.ts"
import { durationDistribution, numberDistributionNotation } from "../../components/kit/notations.ts"
import { STRATEGIES } from "../../components/load-balancing/choice.ts"
import { FAULT_VERBS } from "../../engine/index.ts"
import { REPORT_CODES } from "../../scenarios/report/warnings.ts"
import { COMPONENTS } from "../../scenarios/run/registry.ts"
import { codes } from "../../scenarios/text/codes.ts"
import { libraryScenarios, questionOf } from "./library.ts"
import { TEMPLATES } from "./templates.ts"

/** A thing one can name in a scenario or on the command line. */
export interface Entry {
  readonly name: string
  readonly summary: string
}

/** Everything there is, by section. */
export const SECTIONS: Readonly<Record<string, () => readonly Entry[]>> = {
  kinds: () => [...COMPONENTS.values()].map(({ kind, summary }) => ({ name: kind, summary })),
  profiles: () =>
    [...COMPONENTS.values()].flatMap(({ profiles }) =>
      profiles.map(({ profile, summary }) => ({ name: profile, summary })),
    ),
  balancing: () => [...STRATEGIES.values()].map(({ kind, summary }) => ({ name: kind, summary })),
  eviction: () => [...EVICTIONS.values()].map(({ kind, summary }) => ({ name: kind, summary })),
  arrivals: () => [...ARRIVALS.values()].map(({ kind, summary }) => ({ name: kind, summary })),
  distributions: () => {
    const kinds = new Map([...durationDistribution.kinds, ...numberDistributionNotation.kinds])
    return [...kinds].map(([name, { summary }]) => ({ name, summary }))
  },
  keys: () => [...keysNotation.kinds].map(([name, { summary }]) => ({ name, summary })),
  faults: () => FAULT_VERBS.map(({ verb, summary }) => ({ name: verb, summary })),
  scenarios: () => [...libraryScenarios()].map(([name, path]) => ({ name, summary: questionOf(path) })),
  templates: () => Object.entries(TEMPLATES).map(([name, { summary }]) => ({ name, summary })),
  codes: () => Object.entries({ ...codes, ...REPORT_CODES }).map(([name, { title }]) => ({ name, summary: title })),
}
