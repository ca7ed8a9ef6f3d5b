import { detector } from "../cause.ts"
import { meanService, ms, utilisation } from "../evidence.ts"

/** Requests wait for each other's row locks, and hold whatever else they have meanwhile. */
export const lock = detector("lock", "Contended locks", (facts, { component }) => ({
  why: "requests for the same key wait for each other's lock",
  evidence: [
    ms(`mean wait for a lock at ${facts.name(component)}`, facts.meanNs(component, "lockWait")),
    meanService(facts, component),
    ...utilisation(facts, component),
  ],
}))
