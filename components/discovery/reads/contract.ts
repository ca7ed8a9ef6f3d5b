import type * as z from "zod"
import type { Asking, Follower } from "../agents/asking.ts"
import type { Desk } from "../server/desk.ts"
import type { ListDesk, Replication } from "../server/parts.ts"

/** How callers come to know who there is. */
export interface ReadsDefinition<P> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  readonly params: z.ZodType<P>
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** A server's side of it. */
  serve(params: P, desk: Desk, replication: Replication): ListDesk
  /** A caller's side of it. */
  follow(params: P, asking: Asking): Follower
}

export type AnyReads = ReadsDefinition<unknown>

/** The registry's door: parameters given to a leaf are what its own schema returned. */
export function defineReads<P>(definition: ReadsDefinition<P>): AnyReads {
  return definition
}
