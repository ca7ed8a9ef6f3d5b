import { detector } from "../cause.ts"
import { growth, meanService, meanWait, oneOf, utilisation } from "../evidence.ts"

/** Requests wait for a connection of a pool. */
export const pool = detector("pool", "Too few connections", (facts, { component }) => ({
  why: `requests wait for ${oneOf(facts, component)}`,
  evidence: [
    ...utilisation(facts, component),
    meanWait(facts, component),
    meanService(facts, component),
    ...growth(facts, component),
  ],
}))
