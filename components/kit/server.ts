import {
  type Admission,
  type Contention,
  compileDistribution,
  type Extension,
  type ForwardTable,
  type Port,
  type Processor,
  ProgramBuilder,
  type RequestDraw,
  RunQueue,
  Server,
  type ServerMetrics,
  SharedProcessor,
  type Step,
} from "../../engine/index.ts"
import { queueRuleOf } from "../queue-rules/choice.ts"
import type { BuildContext, MetricBag, PortOptions } from "./contract.ts"
import type { DistributionPlan } from "./distribution/plan.ts"
import { CONNECT } from "./probes.ts"
import type { CpuParams, ServerParams } from "./server-params.ts"
import { compileSteps } from "./steps/compile.ts"
import type { StepPlan } from "./steps/schema.ts"
import { handshakeStep, type TlsParams } from "./tls.ts"

/** What of a build context a server needs, whatever its parameters. */
export type ServerContext = Omit<BuildContext<unknown, unknown>, "params" | "load">

export interface ServerPlan extends ServerParams {
  /** Requests one replica works on at once. */
  readonly slots: number | "unlimited"
  /** The wait for a slot is a wait for a pooled connection. */
  readonly slotsArePool?: boolean
  readonly locks?: boolean
  readonly contention?: Contention | undefined
  /** Set where it ends its callers' TLS: see components/kit/tls.ts. */
  readonly tls?: TlsParams | undefined
}

/** Steps of an operation: as the document has them, or ready for the engine. `operation` null serves all others. */
export interface OperationPlan {
  readonly operation: string | null
  readonly steps: readonly Step[]
}

/** The measures every server takes, by their names in `run.metric`. */
export function serverMetrics(bag: MetricBag, locks: boolean): ServerMetrics {
  return {
    wait: bag.latency("wait"),
    service: bag.latency("service"),
    busy: bag.level("busy"),
    queue: bag.level("queue"),
    lockWait: locks ? bag.latency("lockWait") : null,
  }
}

/** Ports a replica's steps use, numbered in order of first use. */
export class PortList {
  readonly ports: Port[] = []
  private readonly indices = new Map<string, number>()
  private readonly context: ServerContext

  constructor(context: ServerContext) {
    this.context = context
  }

  /** Index of the port to a component, made with these options on first use. */
  portTo(component: string, options?: PortOptions): number {
    const known = this.indices.get(component)
    if (known !== undefined) return known
    const index = this.ports.length
    this.indices.set(component, index)
    this.ports.push(this.context.port(component, options))
    return index
  }
}

/** Compiles document steps for a component whose ports are in `list`. */
export function resolveSteps(steps: readonly StepPlan[], context: ServerContext, list: PortList): Step[] {
  return compileSteps(steps, {
    distribution: (plan) => context.distribution(plan),
    portTo: (component) => list.portTo(component),
    operationOf: (reference) => context.operationOf(reference),
    numberOf: (operation) => context.operations.numberOf(operation),
  })
}

/** A replica that carries out operations. */
export function createServer(
  context: ServerContext,
  plan: ServerPlan,
  operations: readonly OperationPlan[],
  parts: { readonly list: PortList; readonly extension?: Extension; readonly forwards?: ForwardTable },
): Server {
  const builder = new ProgramBuilder(context.seed, context.component, context.operations.count)
  const first = plan.tls === undefined ? [] : [handshakeStep(plan.tls)]
  for (const { operation, steps } of operations) {
    const number = operation === null ? -1 : context.operations.numberOf(operation)
    builder.add(number, operation ?? "any", [...first, ...steps])
  }
  addProbes(builder, context, operations)
  const server = new Server(context.sim, context.self, {
    program: builder.build(),
    admission: admission(context, plan),
    metrics: serverMetrics(context.metrics, plan.locks === true),
    ports: parts.list.ports,
    processor: plan.cpu === undefined ? null : processor(context, plan.cpu),
    extension: parts.extension ?? null,
    forwards: parts.forwards ?? null,
    locks: plan.locks === true,
    contention: plan.contention ?? null,
    speed: plan.speeds?.[context.replica] ?? 1,
  })
  return server
}

/** What health checks ask for, where anything checks at all and the component has no steps of that name. */
function addProbes(builder: ProgramBuilder, context: ServerContext, operations: readonly OperationPlan[]): void {
  for (const probe of context.operations.probes) {
    if (operations.some(({ operation }) => operation === probe)) continue
    const number = context.operations.numberOf(probe)
    if (probe === CONNECT) builder.accept(number)
    else builder.add(number, probe, [])
  }
}

function admission(context: ServerContext, plan: ServerPlan): Admission {
  const { queue } = plan
  return {
    slots: unlimited(plan.slots),
    order: queue.order,
    queueLengthMax: unlimited(queue.lengthMax),
    overflow: queue.overflow,
    rule: queue.rule === undefined ? null : queueRuleOf(queue.rule),
    patience: draw(context, queue.patience, "patience"),
    setup: draw(context, plan.coldStart, "cold-start"),
    dropsExpired: queue.dropsExpired,
    slotsArePool: plan.slotsArePool === true,
  }
}

function draw(context: ServerContext, plan: DistributionPlan | undefined, purpose: string): RequestDraw | null {
  if (plan === undefined) return null
  return { sampler: compileDistribution(context.distribution(plan)), stream: context.keyed(purpose) }
}

function processor(context: ServerContext, { cores, discipline }: CpuParams): Processor {
  if (discipline === "processor-sharing") return new SharedProcessor(context.sim, context.self, cores)
  const preemptive = discipline === "preemptive-priority"
  return new RunQueue(context.sim, context.self, {
    cores,
    order: discipline === "fifo" ? "fifo" : "priority",
    preemptive,
  })
}

function unlimited(value: number | "unlimited"): number {
  return value === "unlimited" ? Number.POSITIVE_INFINITY : value
}
