import type { ClientLoad } from "../../components/client/load-schema.ts"
import { gapScvOf, offeredPerSecond } from "../../components/client/offered-rate.ts"
import { type DistributionPlan, resolveDistribution } from "../../components/kit/distribution/plan.ts"
import type { SimpleService } from "../../components/kit/simple-service.ts"
import { compileDistribution, windowCountAbove } from "../../engine/index.ts"
import { utilisationOf } from "../../scenarios/report/components.ts"
import { levelMean, meanMs } from "../../scenarios/report/estimates.ts"
import { latencyOf, levelOf } from "../../scenarios/report/measures.ts"
import { CONFIDENCE } from "../../scenarios/report/numbers.ts"
import { componentOf } from "../../scenarios/run/registry.ts"
import { ruleFor } from "../../scenarios/run/rules.ts"
import type { Run } from "../../scenarios/run/run.ts"
import {
  allenCunneen,
  batchProportionInterval,
  type Estimate,
  machineRepairman,
  type QueueTheory,
} from "../../statistics/index.ts"
import type { TheoryRow } from "../protocol/engine-api.ts"

const S_PER_NS = 1e-9
const MS_PER_S = 1_000

/**
 * What theory says of the components of a run that a formula describes: one replica that clients call themselves and
 * alone, with nothing lost, given up or tried again. Of others nothing is said.
 */
export function theoryOf(run: Run): readonly TheoryRow[] {
  if (run.plan.faults.length > 0) return []
  return Object.keys(run.plan.components)
    .sort()
    .flatMap((component) => {
      const model = modelOf(run, component)
      return model === undefined ? [] : rowsOf(run, component, model)
    })
}

interface Model {
  readonly name: string
  readonly note: string
  readonly theory: QueueTheory
}

function modelOf(run: Run, component: string): Model | undefined {
  const { plan } = run
  const entry = plan.components[component]
  const service = entry === undefined ? undefined : componentOf(entry.kind).simpleService?.(entry.params)
  const client = onlyCaller(run, component)
  if (entry?.replicas !== 1 || service === undefined || client === undefined) return undefined
  // The registry's door: an entry of `load` is what the client's own schema returned.
  const load: ClientLoad = Object(plan.load[client])
  const { startAt, stopAt, patience, deadline, mix = {} } = load
  const isSteady = startAt === 0 && stopAt === undefined && patience === undefined && deadline === undefined
  const classes = Object.values(mix)
  if (!isSteady || classes.some((one) => one.patience !== undefined || one.deadline !== undefined)) return undefined
  const clients = plan.components[client]?.replicas ?? 1
  return load.closed === undefined ? openModel(load, service, clients) : closedModel(load.closed, service, clients)
}

/** The client that calls a component, where nobody else does and nothing stands between. */
function onlyCaller({ plan, estate }: Run, component: string): string | undefined {
  const callers = [...estate.ports.edges.keys()].flatMap((way) => {
    const [from = "", to] = way.split(" -> ")
    return to === component ? [from] : []
  })
  const [client = "", ...others] = callers
  if (others.length > 0 || plan.load[client] === undefined) return undefined
  if (ruleFor(plan.policies, client, component) !== undefined) return undefined
  return ruleFor(plan.links, client, component) === undefined ? client : undefined
}

const resolve = (plan: DistributionPlan) => resolveDistribution(plan, () => [])

/** Mean in seconds, variance / mean^2, and whether it is exponential. */
function timeOf(plan: DistributionPlan) {
  const spec = resolve(plan)
  const { mean, variance } = compileDistribution(spec)
  return { meanS: mean * S_PER_NS, scv: variance / (mean * mean), isExponential: spec.kind === "exponential" }
}

function openModel(load: ClientLoad, { slots, work }: SimpleService, clients: number): Model | undefined {
  const perSecond = offeredPerSecond(load, resolve)
  const arrivalScv = gapScvOf(load, resolve)
  const { meanS, scv, isExponential } = timeOf(work)
  if (perSecond === undefined || arrivalScv === undefined || !Number.isFinite(scv)) return undefined
  const arrivalsPerSecond = perSecond * clients
  // Several clients together are no renewal process unless each is Poisson.
  if (arrivalsPerSecond * meanS >= slots || (clients > 1 && arrivalScv !== 1)) return undefined
  const queue = { arrivalsPerSecond, meanServiceS: meanS, servers: slots, arrivalScv, serviceScv: scv }
  const theory = allenCunneen(queue)
  const isPoisson = arrivalScv === 1
  const service = isExponential ? "M" : scv === 0 ? "D" : "G"
  const name = `${isPoisson ? "M" : "G"}/${service}/${slots}`
  if (isPoisson && isExponential) return { name, theory, note: "Exact: Poisson arrivals, exponential work, one line." }
  if (isPoisson && slots === 1)
    return { name, theory, note: "Exact in the mean (Pollaczek and Khinchine): Poisson arrivals, one server." }
  return { name, theory, note: "An approximation (Allen and Cunneen): only means and variances count." }
}

function closedModel(
  { clients: users, think }: NonNullable<ClientLoad["closed"]>,
  { slots, work }: SimpleService,
  clients: number,
): Model | undefined {
  const { meanS, isExponential } = timeOf(work)
  const { meanS: meanThinkS } = timeOf(think)
  if (!isExponential || meanThinkS === 0) return undefined
  const all = users * clients
  const theory = machineRepairman({ users: all, meanThinkS, meanServiceS: meanS, servers: slots })
  const note = "Exact: exponential work, one line; of the time users think only the mean counts (machine repairman)."
  return { name: `M/M/${slots}//${all}`, theory, note }
}

function rowsOf(run: Run, component: string, { name, note, theory }: Model): readonly TheoryRow[] {
  const wait = latencyOf(run, component, "wait")
  const queue = levelOf(run, component, "queue")
  const row = (
    quantity: string,
    unit: TheoryRow["unit"],
    predicted: number,
    found: Estimate | undefined,
  ): TheoryRow => {
    const known = found !== undefined && found.value !== null ? found : null
    const measured = { measured: known?.value ?? null, low: known?.low ?? null, high: known?.high ?? null }
    return { component, model: name, quantity, unit, predicted, ...measured, note }
  }
  return [
    row("utilisation", "share", theory.utilisation, utilisationOf(run, component)),
    row("mean wait", "ms", theory.meanWaitS * MS_PER_S, wait && meanMs(wait)),
    row("mean queue length", "count", theory.meanQueueLength, queue && levelMean(queue)),
    // With other than Poisson arrivals those who come do not see what an onlooker sees.
    ...(note.startsWith("Exact")
      ? [row("share that waits", "share", theory.waitProbability, wait && waiting(wait))]
      : []),
  ]
}

/** Share of the waits that took any time. */
function waiting(wait: NonNullable<ReturnType<typeof latencyOf>>): Estimate {
  const batches = wait.windows().map((window) => ({ count: window.count, sum: windowCountAbove(window, 0) }))
  return batchProportionInterval(batches, CONFIDENCE)
}
