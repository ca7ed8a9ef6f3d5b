import { workShare } from "../../estimates.ts"
import { latencyOf } from "../../measures.ts"
import { detector } from "../cause.ts"
import { growth, meanService, ms, share } from "../evidence.ts"

/** Requests hold a slot and wait for the processor. */
export const cpu = detector("cpu", "Too little processor", (facts, { component }) => {
  const { cores } = facts.servers(component)
  const service = latencyOf(facts.run, facts.name(component), "service")
  const used = service === undefined || cores === null ? null : workShare(facts.run, service, cores).value
  const waits = facts.processorWaitNs(component)
  return {
    why: `requests share its ${cores} ${cores === 1 ? "core" : "cores"} and are slowed by each other`,
    evidence: [
      ...(used === null ? [] : [share(`processor of ${facts.name(component)} in use`, used)]),
      ms(`mean wait for the processor of ${facts.name(component)}`, waits),
      meanService(facts, component),
      ...growth(facts, component),
    ],
  }
})
