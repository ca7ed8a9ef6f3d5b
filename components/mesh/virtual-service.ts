import * as z from "zod"
import {
  CONTINUE,
  type Extension,
  type Frame,
  NOTE,
  OPERATION,
  type Plain,
  type Simulation,
} from "../../engine/index.ts"
import { defineComponent } from "../kit/contract.ts"
import type { Mistake } from "../kit/mistake.ts"
import type { VersionsPlan } from "../kit/proxies.ts"
import type { OperationReference } from "../kit/reference.ts"
import { componentRef, share } from "../kit/schema.ts"
import { createServer, PortList } from "../kit/server.ts"
import { queueParams } from "../kit/server-params.ts"
import { rolloutChoice, rolloutOf } from "./rollouts/choice.ts"
import { Spreader, stepAt } from "./versions.ts"

/** Versions of one service (chosen). */
const versionsMax = 16

const params = z
  .strictObject({
    versions: z
      .array(componentRef())
      .min(1)
      .max(versionsMax)
      .describe("Components that stand for it, the old one first"),
    rollout: rolloutChoice().describe("Which share of the requests each version gets, and when that changes"),
    mirror: z
      .strictObject({
        to: componentRef().describe("Who gets the copies"),
        share: share().prefault("100%").describe("Share of the requests that are copied"),
      })
      .optional()
      .describe("Sends copies whose answers are dropped"),
  })
  .superRefine(({ versions, rollout }, context) => {
    const message = rolloutOf(rollout).refuses(rollout.params, versions.length)
    if (message === undefined) return
    const mistake: Mistake = { code: "E-parameter-conflict", message }
    context.addIssue({ code: "custom", message, path: ["rollout"], params: { mistake } })
  })

type Params = z.output<typeof params>

/**
 * A name for several versions of a service. The sidecars of a mesh that call it choose a version themselves, by what
 * their control plane has told them; callers without one get their share here, at no cost and at the very time.
 */
export const virtualService = defineComponent<Params>({
  kind: "virtual-service",
  title: "Virtual service",
  summary: "One name for versions of a service: fixed shares, canary, blue-green, mirrored traffic.",
  sources: ["Istio, VirtualService: weights and mirror", "SMI, TrafficSplit"],
  layer: "network",
  params,
  presets: {},
  profiles: [],
  metrics: [],
  faults: [],
  editing: {
    fresh: { versions: ["{to}"], rollout: { kind: "split", shares: ["100%"] } },
    calls: { in: "params", path: ["versions"], names: "component", item: "{to}" },
  },
  offer: ({ versions }) => ({ like: versions.map(({ component }) => component) }),
  calls: (the) => [
    ...the.versions.map(({ component }, index) => ({
      to: anyOf(component),
      path: ["versions", index],
      conditional: true,
      detached: false,
      expected: Math.min(...versionsOf(the).steps.map(({ shares }) => shares[index] ?? 0)),
      passesName: true as const,
    })),
    ...(the.mirror === undefined
      ? []
      : [
          {
            to: anyOf(the.mirror.to.component),
            path: ["mirror", "to"],
            conditional: true,
            detached: true,
            expected: the.mirror.share,
            passesName: true as const,
          },
        ]),
  ],
  versions: versionsOf,
  capacity: () => [],
  build: (context) => {
    const { params: the, sim, operations } = context
    const list = new PortList(context)
    const plan = versionsOf(the)
    const ports = plan.versions.map((component) => list.portTo(component))
    const mirror = plan.mirror === undefined ? undefined : list.ports[list.portTo(plan.mirror.to)]
    const spreader = new Spreader(sim, plan, context.keyed("version"), mirror)
    const size = plan.versions.length * operations.count
    const forwards = {
      port: Int32Array.from({ length: size }, (_, route) => ports[Math.floor(route / operations.count)] ?? 0),
      operation: Int32Array.from({ length: size }, (_, route) => route % operations.count),
    }
    const extension = new Routing(sim, plan, spreader, operations.count)
    const steps = [
      { do: "extend" as const, argument: 0 },
      { do: "forward" as const, name: "version" },
    ]
    const limits = { slots: "unlimited" as const, queue: queueParams.parse({}) }
    return { actor: createServer(context, limits, [{ operation: null, steps }], { list, extension, forwards }) }
  },
})

/** What the parameters say, with names and shares alone. */
function versionsOf({ versions, rollout, mirror }: Params): VersionsPlan {
  return {
    versions: versions.map(({ component }) => component),
    steps: rolloutOf(rollout).steps(rollout.params, versions.length),
    mirror: mirror === undefined ? undefined : { to: mirror.to.component, share: mirror.share },
  }
}

function anyOf(component: string): OperationReference {
  return { refersTo: "operation", component, operation: undefined }
}

/** Leaves the version's route in the note of each request. */
class Routing implements Extension {
  private readonly sim: Simulation
  private readonly plan: VersionsPlan
  private readonly spreader: Spreader
  private readonly operations: number

  constructor(sim: Simulation, plan: VersionsPlan, spreader: Spreader, operations: number) {
    this.sim = sim
    this.plan = plan
    this.spreader = spreader
    this.operations = operations
  }

  run(frame: Frame): number {
    const { frames, nowNs } = this.sim
    const operation = frames.int(frame, OPERATION)
    this.spreader.copy(frame, operation)
    frames.setInt(frame, NOTE, this.spreader.choose(frame, stepAt(this.plan, nowNs)) * this.operations + operation)
    return CONTINUE
  }

  wipe(): void {}

  snapshot(): Plain {
    return null
  }

  restore(): void {}
}
