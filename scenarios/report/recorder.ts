import type { ClientLoad } from "../../components/client/load-schema.ts"
import { offeredPerSecond } from "../../components/client/offered-rate.ts"
import { type DistributionPlan, resolveDistribution } from "../../components/kit/distribution/plan.ts"
import { compileDistribution, NS_PER_S, RECORD_BYTES_MAX, SpanRecorder } from "../../engine/index.ts"
import type { ScenarioPlan } from "../plan.ts"
import type { EstateOptions } from "../run/estate.ts"

/** Requests recorded of a long run (chosen: 500 of them are its slowest hundredth). */
const ROOTS_WANTED = 50_000
/** Memory of a record (chosen: 4 million spans). */
const BYTES_MAX = 134_217_728
/** Think times below this count as this much, so that a closed load's rate has a bound (chosen). */
const THINK_MIN_NS = 1e6

/**
 * A recorder for what a report says about causes: a sample of the requests, each with all calls made for it. With
 * `events` it keeps every event of the run too, and has four times the memory.
 */
export function reportRecorder(
  plan: ScenarioPlan,
  samplesOf?: EstateOptions["samplesOf"],
  level: "spans" | "events" = "spans",
): SpanRecorder {
  const bytesMax = level === "spans" ? BYTES_MAX : RECORD_BYTES_MAX
  return new SpanRecorder({ level, sampleShare: sampleShare(plan, samplesOf), bytesMax })
}

/** Share of the requests to record: all of a short run. It depends on the scenario alone, so reports are repeatable. */
export function sampleShare(plan: ScenarioPlan, samplesOf?: EstateOptions["samplesOf"]): number {
  const expected = requestsExpected(plan, samplesOf)
  return expected <= ROOTS_WANTED ? 1 : ROOTS_WANTED / expected
}

/** Requests that the clients of a scenario send in all, roughly: what an open load states, an upper bound for a closed one. */
export function requestsExpected(plan: ScenarioPlan, samplesOf?: EstateOptions["samplesOf"]): number {
  const resolve = (from: DistributionPlan) => resolveDistribution(from, samplesOf ?? (() => []))
  const perSecond = Object.entries(plan.load).reduce((sum, [name, load]) => {
    // The registry's door: an entry of `load` is what the client's own schema returned.
    const rate = requestsPerSecond(load as ClientLoad, resolve)
    return sum + rate * (plan.components[name]?.replicas ?? 1)
  }, 0)
  return (perSecond * plan.run.durationNs) / NS_PER_S
}

/** An upper bound for a closed load, whose users are slower the longer they wait. */
function requestsPerSecond(
  load: ClientLoad,
  resolve: (plan: DistributionPlan) => ReturnType<typeof resolveDistribution>,
): number {
  const open = offeredPerSecond(load, resolve)
  if (open !== undefined || load.closed === undefined) return open ?? 0
  const thinkNs = compileDistribution(resolve(load.closed.think)).mean
  return (load.closed.clients * NS_PER_S) / Math.max(THINK_MIN_NS, thinkNs)
}
