import type * as z from "zod"
import type { Frame, Plain, Step } from "../../../engine/index.ts"
import type { DeclaredCall, MetricDeclaration } from "../../kit/contract.ts"
import type { InsidePart, InsideView } from "../../kit/inside.ts"
import type { PortList, ServerContext } from "../../kit/server.ts"
import type { StepPlan } from "../../kit/steps/schema.ts"
import type { Freshness } from "../freshness.ts"

/** Products that carry out plug-ins in an order of their own, whatever the order in which they are configured. */
export const FIXED_ORDERS = ["aws", "kong", "nginx"] as const
export type FixedOrder = (typeof FIXED_ORDERS)[number]

/** Phases one plug-in may have: one for each limit of a list and one for those that cost no call (chosen). */
export const PHASES_MAX = 32

/** What a plug-in does in no time of its own, for one replica. */
export interface Stage {
  /** The outcome that ends the request (or the branch, see `unlessSettled`), CONTINUE, or what `heldFor` gives. */
  run(frame: Frame, phase: number): number
  /** A request was passed on and succeeded. */
  answered?(frame: Frame): void
  /** A request that some stage has marked with HOLDS_EXTRA has ended, however; not told in a crash. */
  ended?(frame: Frame): void
  /** What it keeps, for people to look at. */
  inside?(view: InsideView): readonly InsidePart[]
  /** The replica lost its memory. */
  wipe(): void
  snapshot(): Plain
  restore(saved: Plain): void
}

/** What a plug-in is built from. */
export interface PluginSite {
  readonly context: ServerContext
  readonly list: PortList
  /** Names this plug-in among those of the gateway. */
  readonly name: string
  /** The EXTEND argument for a phase of this plug-in's stage. */
  argument(phase: number): number
  /** Paths whose answers come in parts, so that nobody has them whole. */
  readonly streamed: readonly string[]
  /** What answers say of themselves; null where none says anything. */
  readonly freshness: Freshness | null
}

export interface BuiltPlugin {
  readonly steps: readonly Step[]
  /**
   * What is done with a success before it goes back, its size in the request's BYTES; maybe nothing, but given where the
   * plug-in changes sizes, so that the answer's own is passed on.
   */
  readonly back?: readonly Step[]
  readonly stage: Stage
}

/** What a gateway does with a request before it passes it on: declared once, as data and the steps that it means. */
export interface PluginDefinition<P> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  readonly params: z.ZodType<P>
  /** Named parameter sets, in the document's words. */
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Where it stands at products with an order of their own: higher goes first; absent at those that have none such. */
  readonly places: Readonly<Partial<Record<FixedOrder, number>>>
  /** It may answer requests itself, so that nobody behind it is sure to be asked. */
  readonly answers?: true
  /** Paths whose answers it passes on in parts. */
  streams?(params: P): readonly string[]
  readonly metrics: readonly MetricDeclaration[]
  /** Calls it makes for each request, with paths below its own parameters. */
  calls(params: P): readonly DeclaredCall[]
  /** Its own work for each request and the share it refuses, for the arithmetic of `check`. */
  work(params: P): readonly StepPlan[]
  /** At most so many requests a second get past it at one replica. */
  passedPerSecondMax(params: P): number
  build(params: P, site: PluginSite): BuiltPlugin
}

export type AnyPlugin = PluginDefinition<unknown>

/** The registry's door: what a plug-in is given is what its own schema returned. */
export function definePlugin<P>(definition: PluginDefinition<P>): AnyPlugin {
  return definition
}

/**
 * Steps that a request does only where the phase `check` does not end them with OK: a branch of its own, so that ending
 * it does not end the request. Where one of them fails, the request ends as an error.
 */
export function unlessSettled(check: number, steps: readonly Step[]): Step {
  return { do: "parallel", need: 1, branches: [[{ do: "extend", argument: check }, ...steps]] }
}
