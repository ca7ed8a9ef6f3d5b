import { detector } from "../cause.ts"
import { count } from "../evidence.ts"
import { failureGroups } from "../failures.ts"

/** An operation fails by itself. */
export const errors = detector("errors", "Errors of its own", (facts, { component }) => ({
  why: "its own operations end in errors",
  evidence: [
    count(
      "recorded requests that failed for it",
      failureGroups(facts)
        .filter((group) => group.component === component)
        .reduce((sum, { rows }) => sum + rows.length, 0),
    ),
  ],
}))
