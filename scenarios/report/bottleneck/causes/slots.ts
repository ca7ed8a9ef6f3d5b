import { detector } from "../cause.ts"
import { growth, meanService, meanWait, oneOf, utilisation } from "../evidence.ts"

/** Requests wait for a slot, and the slots are held by the component's own work. */
export const slots = detector("slots", "Too few slots", (facts, { component }) => ({
  why: Number.isFinite(facts.servers(component).slots)
    ? `requests wait for ${oneOf(facts, component)}, which its own work keeps busy`
    : "requests wait there, though not for a slot, of which it has no limit",
  evidence: [
    ...utilisation(facts, component),
    meanWait(facts, component),
    meanService(facts, component),
    ...growth(facts, component),
  ],
}))
