import type { ClockState } from "../state/clock.ts"
import type { PageState } from "../state/page.ts"
import type { Session } from "../state/session.ts"

/** Something a person can have done: by key, from the palette, and mostly by a button too. */
export interface Command {
  readonly id: string
  /** "Play or pause". In the palette, on the sheet of keys and as a button's name. */
  readonly title: string
  readonly group: CommandGroup
  /** In the notation of tinykeys, the one that is shown first; none where it is reached otherwise. */
  readonly keys: readonly string[]
  isEnabled(now: CommandContext): boolean
  run(now: CommandContext): void
}

export const COMMAND_GROUPS = ["Play", "Go to", "Compare", "Look", "Edit", "Open"] as const
export type CommandGroup = (typeof COMMAND_GROUPS)[number]

export interface CommandContext {
  readonly session: Session
  readonly page: PageState
  readonly clock: ClockState
}

/** There is a run to be played. */
export function hasRun({ page }: CommandContext): boolean {
  return page.branches.length > 0
}
