import { usePage } from "../state/page.ts"
import type { Session } from "../state/session.ts"
import type { Command, CommandContext } from "./command.ts"
import { EDIT_COMMANDS } from "./edit-commands.ts"
import { GO_COMMANDS } from "./go-commands.ts"
import { LOOK_COMMANDS } from "./look-commands.ts"
import { PLAY_COMMANDS } from "./play-commands.ts"

/** Everything a person can have done. Keys, buttons, the palette and the sheet of keys are all made from this table. */
export const COMMANDS: readonly Command[] = [...PLAY_COMMANDS, ...GO_COMMANDS, ...LOOK_COMMANDS, ...EDIT_COMMANDS]

/** Runs a command by its id, where it is possible now. */
export function runCommand(session: Session, id: string): void {
  const command = COMMANDS.find((one) => one.id === id)
  const now = contextOf(session)
  if (command?.isEnabled(now) === true) command.run(now)
}

export function contextOf(session: Session): CommandContext {
  return { session, page: usePage.getState(), clock: session.clock.state }
}
