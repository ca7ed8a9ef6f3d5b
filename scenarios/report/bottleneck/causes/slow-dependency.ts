import { detector } from "../cause.ts"
import { growth, meanService, meanWait, utilisation } from "../evidence.ts"

/** Slots or connections of callers are held by waiting for a callee's work. */
export const slowDependency = detector("slow-dependency", "A slow dependency", (facts, { component, via }) => {
  const waiting = via.at(-1)
  const callers = waiting === undefined ? "its callers" : facts.name(waiting)
  return {
    why: `${callers} holds its slots while it waits for ${facts.name(component)} to work`,
    evidence: [
      meanService(facts, component),
      ...(waiting === undefined
        ? []
        : [
            meanService(facts, waiting),
            ...utilisation(facts, waiting),
            meanWait(facts, waiting),
            ...growth(facts, waiting),
          ]),
    ],
  }
})
