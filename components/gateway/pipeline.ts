import {
  CONTINUE,
  type CountMetric,
  ERROR,
  type Extension,
  type Frame,
  NOTE,
  type Plain,
  type Simulation,
  type Step,
} from "../../engine/index.ts"
import type { DeclaredCall } from "../kit/contract.ts"
import type { InsidePart, InsideView } from "../kit/inside.ts"
import type { PortList, ServerContext } from "../kit/server.ts"
import type { StepPlan } from "../kit/steps/schema.ts"
import type { StrategyPlan } from "../kit/strategy-choice.ts"
import type { Freshness } from "./freshness.ts"
import type { LimitPlan } from "./limits.ts"
import { pluginOf } from "./plugins/choice.ts"
import { type AnyPlugin, FIXED_ORDERS, PHASES_MAX, type Stage } from "./plugins/contract.ts"
import { rateLimiting } from "./plugins/index.ts"

export const ORDERS = ["listed", ...FIXED_ORDERS] as const

export interface PipelineParams {
  readonly order: (typeof ORDERS)[number]
  readonly limits: readonly LimitPlan[]
  readonly plugins: readonly StrategyPlan[]
}

/** A plug-in as the document has it. */
interface PlannedPlugin {
  readonly plugin: AnyPlugin
  readonly params: unknown
  /** Where its parameters stand. */
  readonly path: readonly (string | number)[]
  /** Its kind and which of that kind it is: `jwt 0`. */
  readonly name: string
}

/** As written: `limits` go before all plug-ins. Names count by kind, so that another plug-in changes nobody's draws. */
function written({ limits, plugins }: PipelineParams): readonly PlannedPlugin[] {
  const first = { plugin: rateLimiting, params: { limits, work: 0 }, path: [] }
  const listed = plugins.map((plan, index) => {
    return { plugin: pluginOf(plan), params: plan.params, path: ["plugins", index] }
  })
  const all = limits.length === 0 ? listed : [first, ...listed]
  const counts = new Map<string, number>()
  return all.map((one) => {
    const { kind } = one.plugin
    const ordinal = counts.get(kind) ?? 0
    counts.set(kind, ordinal + 1)
    return { ...one, name: `${kind} ${ordinal}` }
  })
}

/** As carried out: plug-ins of one place keep the order in which they are written. */
function inOrder(params: PipelineParams): readonly PlannedPlugin[] {
  const { order } = params
  if (order === "listed") return written(params)
  const placeOf = ({ plugin }: PlannedPlugin) => plugin.places[order] ?? 0
  return [...written(params)].sort((left, right) => placeOf(right) - placeOf(left))
}

/** Plug-ins that the product of a fixed order does not have: their kinds and where they stand. */
export function strangers(params: PipelineParams): readonly Pick<PlannedPlugin, "plugin" | "path">[] {
  const { order } = params
  return order === "listed" ? [] : written(params).filter(({ plugin }) => plugin.places[order] === undefined)
}

/** Whether a plug-in may answer requests, so that none is sure to be passed on. */
export function mayAnswer(params: PipelineParams): boolean {
  return written(params).some(({ plugin }) => plugin.answers === true)
}

/** The calls of all plug-ins, by the places where they stand. Behind one that may answer none is sure to be made. */
export function pipelineCalls(params: PipelineParams): readonly DeclaredCall[] {
  const ordered = inOrder(params)
  const first = ordered.findIndex(({ plugin }) => plugin.answers === true)
  const unsure = new Set(first < 0 ? [] : ordered.slice(first).map(({ name }) => name))
  return written(params).flatMap(({ plugin, params: its, path: above, name }) =>
    plugin.calls(its).map(({ path, operationPath, ...call }) => ({
      ...call,
      ...(unsure.has(name) ? { conditional: true, expected: 0 } : {}),
      path: [...above, ...path],
      ...(operationPath === undefined ? {} : { operationPath: [...above, ...operationPath] }),
    })),
  )
}

/** What plug-ins do for each request, and whom they refuse; behind one that limits or may answer, no work is sure. */
export function pipelineWork(params: PipelineParams): readonly StepPlan[] {
  const ordered = inOrder(params)
  const end = ordered.findIndex(
    ({ plugin, params: its }) => plugin.answers === true || Number.isFinite(plugin.passedPerSecondMax(its)),
  )
  return ordered.slice(0, end < 0 ? ordered.length : end + 1).flatMap(({ plugin, params: its }) => plugin.work(its))
}

/** At most so many requests a second get past all plug-ins of one replica. */
export function pipelinePerSecondMax(params: PipelineParams): number {
  return Math.min(
    Number.POSITIVE_INFINITY,
    ...written(params).map(({ plugin, params: its }) => plugin.passedPerSecondMax(its)),
  )
}

export interface RouteLookup {
  /** Of each operation by number: 1 where a route takes it, else 0. */
  readonly taken: Uint8Array
  readonly unmatched: CountMetric
}

/** EXTEND argument of the route lookup; those of plug-ins follow, PHASES_MAX for each. */
const LOOK_UP = 0

/** What a gateway does in no time of its own: finds whether there is a route, and lets each plug-in decide. */
export class Pipeline implements Extension {
  private readonly sim: Simulation
  private readonly lookup: RouteLookup
  private readonly stages: readonly Stage[]

  constructor(sim: Simulation, lookup: RouteLookup, stages: readonly Stage[]) {
    this.sim = sim
    this.lookup = lookup
    this.stages = stages
  }

  run(frame: Frame, argument: number): number {
    if (argument === LOOK_UP) return this.lookUp(frame)
    const index = Math.floor((argument - 1) / PHASES_MAX)
    const stage = this.stages[index]
    return stage === undefined ? CONTINUE : stage.run(frame, argument - 1 - index * PHASES_MAX)
  }

  /** Whether a plug-in wants to hear of answers. */
  get listens(): boolean {
    return this.stages.some((stage) => stage.answered !== undefined)
  }

  answered(frame: Frame): void {
    for (const stage of this.stages) stage.answered?.(frame)
  }

  release(frame: Frame): void {
    for (const stage of this.stages) stage.ended?.(frame)
  }

  inside(view: InsideView): readonly InsidePart[] {
    return this.stages.flatMap((stage) => stage.inside?.(view) ?? [])
  }

  wipe(): void {
    for (const stage of this.stages) stage.wipe()
  }

  snapshot(): Plain {
    return this.stages.map((stage) => stage.snapshot())
  }

  restore(saved: Plain): void {
    this.stages.forEach((stage, index) => {
      stage.restore(Object(saved)[index])
    })
  }

  private lookUp(frame: Frame): number {
    const { frames } = this.sim
    const operation = frames.operation(frame)
    if (this.lookup.taken[operation] !== 1) {
      this.lookup.unmatched.add()
      return ERROR
    }
    frames.setInt(frame, NOTE, operation)
    return CONTINUE
  }
}

export interface PipelineSite {
  readonly context: ServerContext
  readonly list: PortList
  readonly lookup: RouteLookup
  readonly freshness: Freshness | null
}

export interface BuiltPipeline {
  readonly pipeline: Pipeline
  /** The route lookup and all plug-ins in their order. */
  readonly steps: readonly Step[]
  /** What they do with answers: Kong in the same order, others the other way round, as each encloses those behind it. */
  readonly back: readonly Step[]
  /** A plug-in changes sizes, so that an answer is no longer of its request's. */
  readonly resizes: boolean
}

export function buildPipeline(params: PipelineParams, { lookup, ...site }: PipelineSite): BuiltPipeline {
  const ordered = inOrder(params)
  const streamed = ordered.flatMap(({ plugin, params: its }) => plugin.streams?.(its) ?? [])
  const built = ordered.map(({ plugin, params: its, name }, index) =>
    plugin.build(its, { ...site, streamed, name, argument: (phase) => 1 + index * PHASES_MAX + phase }),
  )
  const stages = built.map(({ stage }) => stage)
  const homeward = params.order === "kong" ? built : [...built].reverse()
  return {
    pipeline: new Pipeline(site.context.sim, lookup, stages),
    steps: [{ do: "extend", argument: LOOK_UP }, ...built.flatMap(({ steps }) => steps)],
    back: homeward.flatMap(({ back = [] }) => back),
    resizes: built.some(({ back }) => back !== undefined),
  }
}
