import type { Actor } from "../../engine/index.ts"
import type { InsidePart, InsideView } from "./inside.ts"

/** A built replica: an actor and what starts it. */
export interface Built {
  readonly actor: Actor
  /** Makes ports to agents, which have to be there for that. Called once, before anybody starts. */
  connect?(): void
  /** Sets its first timers. Called once, in order of actor numbers. */
  start?(): void
  /** What it holds that no measure and no call tells, for people to look at. It changes nothing. */
  inside?(view: InsideView): readonly InsidePart[]
}
