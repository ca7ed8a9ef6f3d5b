import { CountMetric, LatencyMetric, LevelMetric, Run, readScenario } from "../../../index.ts"

export const S = 1e9

/** A registry's parameters or profile, and what is around it. */
export interface Around {
  readonly registry: object
  /** Servers of the registry. */
  readonly servers?: number
  /** Replicas of `pay`, which register. */
  readonly hosts?: number
  /** Replicas of `shop`, which look for them. */
  readonly callers?: number
  readonly faults?: readonly object[]
  readonly seconds?: number
  readonly seed?: string
  readonly load?: object
  readonly more?: object
}

/** `users -> shop -> pay`, where each shop finds the replicas of pay in the registry. */
export function documentOf(around: Around): object {
  const { registry, servers = 1, hosts = 1, callers = 1, faults = [], seconds = 400, load, more = {} } = around
  return {
    name: "discovery",
    run: { duration: `${seconds}s` },
    components: {
      users: { kind: "client" },
      shop: { kind: "service", replicas: callers, operations: { buy: [{ call: "pay" }] } },
      pay: { kind: "service", replicas: hosts, register: "registry", operations: { charge: [{ work: "1ms" }] } },
      registry: { kind: "registry", replicas: servers, ...registry },
      ...more,
    },
    load: load ?? { users: { open: "constant 0.1/s", to: "shop" } },
    policies: { "shop -> pay": { discovery: "registry" } },
    faults,
  }
}

export function runOf(around: Around, document: object = documentOf(around)): Run {
  const { plan, problems } = readScenario(JSON.stringify(document))
  if (plan === undefined) throw new Error(problems.map(({ message }) => message).join("; "))
  return new Run(plan, { seed: around.seed ?? "42" })
}

export function ended(around: Around): Run {
  const run = runOf(around)
  run.advance()
  return run
}

/** What is wrong with a registry's parameters: each as `code message => suggestion`. */
export function mistakesIn(registry: object): readonly string[] {
  const { problems } = readScenario(JSON.stringify(documentOf({ registry })))
  return problems.map(({ code, message, suggestion }) => `${code} ${message} => ${suggestion?.text}`)
}

/** Seconds from a change of a replica until a caller knew, at the least and at the most. */
export function stalenessOf(run: Run): { readonly count: number; readonly min: number; readonly max: number } {
  const metric = run.metric("registry.staleness")
  if (!(metric instanceof LatencyMetric)) throw new Error("no staleness")
  const { count, min, max } = metric.wholeRun
  return { count, min: min / S, max: max / S }
}

export function countOf(run: Run, name: string): number {
  const metric = run.metric(`registry.${name}`)
  return metric instanceof CountMetric ? metric.total : Number.NaN
}

/** Replicas that callers are wrong about now. */
export function wrongIn(run: Run): number {
  const metric = run.metric("registry.staleEntries")
  return metric instanceof LevelMetric ? metric.level.value : Number.NaN
}

/** Seconds from a fault of pay[0] until the one caller knows, for so many seeds; Infinity where it never does. */
export function delays(around: Around, seeds: number): readonly number[] {
  return Array.from({ length: seeds }, (_, seed) => {
    const { count, max } = stalenessOf(ended({ ...around, seed: `${seed}` }))
    return count === 0 ? Number.POSITIVE_INFINITY : max
  })
}

export function crash(seconds: number, more: object = {}): object {
  return { at: `${seconds}s`, do: "crash", target: "pay[0]", ...more }
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
