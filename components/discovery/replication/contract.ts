import type * as z from "zod"
import type { Desk } from "../server/desk.ts"
import type { Replication } from "../server/parts.ts"

/** How the servers of a registry come to know the same. */
export interface ReplicationDefinition<P> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  readonly params: z.ZodType<P>
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** All servers agree on each change, so keys can be kept that everybody reads alike. */
  readonly keepsKeys: boolean
  make(params: P, desk: Desk): Replication
}

export type AnyReplication = ReplicationDefinition<unknown>

/** The registry's door: parameters given to a leaf are what its own schema returned. */
export function defineReplication<P>(definition: ReplicationDefinition<P>): AnyReplication {
  return definition
}
