import type * as z from "zod"
import type { VersionStep } from "../../kit/proxies.ts"

/** How traffic moves from one version of a service to another. */
export interface RolloutDefinition<P> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  readonly params: z.ZodType<P>
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** What is wrong with so many versions, or undefined. */
  refuses(params: P, versions: number): string | undefined
  /** By rising time; the first begins with the run. Shares are in the order of the versions and sum to 1. */
  steps(params: P, versions: number): readonly VersionStep[]
}

export type AnyRollout = RolloutDefinition<unknown>

/** The registry's door: a rollout is given what its own schema returned. */
export function defineRollout<P>(definition: RolloutDefinition<P>): AnyRollout {
  return definition
}
