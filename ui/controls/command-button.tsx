import { type ReactNode, useCallback, useSyncExternalStore } from "react"
import { Icon, type IconName } from "../app/icons.tsx"
import { useSession } from "../state/context.ts"
import { usePage } from "../state/page.ts"
import type { Command } from "./command.ts"
import { COMMANDS, contextOf, runCommand } from "./commands.ts"
import { ariaKeys, isMacPlatform, keyNames } from "./key-names.ts"

interface CommandButtonProps {
  readonly id: string
  /** Instead of the command's title. */
  readonly name?: string
  readonly icon?: IconName
  readonly isPressed?: boolean
  readonly isLined?: boolean
  readonly children?: ReactNode
}

/** A button that does what a command does: with its title as name and tooltip, and its key in both. */
export function CommandButton({ id, name, icon, isPressed, isLined = false, children }: CommandButtonProps) {
  const session = useSession()
  const command = COMMANDS.find((one) => one.id === id)
  if (command === undefined) throw new Error(`there is no command ${id}`)
  const isEnabled = useIsEnabled(command)
  const isMac = isMacPlatform()
  const key = command.keys[0]
  const title = name ?? command.title
  const shape = children === undefined ? " is-icon" : ""
  return (
    <button
      type="button"
      className={`button${shape}${isLined ? " is-lined" : ""}`}
      data-testid={`do-${id}`}
      aria-label={title}
      aria-keyshortcuts={ariaKeys(command.keys, isMac)}
      aria-pressed={isPressed}
      title={key === undefined ? title : `${title} (${keyNames(key, isMac).join(" ")})`}
      disabled={!isEnabled}
      onClick={() => runCommand(session, id)}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </button>
  )
}

/** Whether it can be done depends on the page and on the clock. */
function useIsEnabled(command: Command): boolean {
  const session = useSession()
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = [usePage.subscribe(listener), session.clock.subscribe(listener)]
      return () => {
        for (const end of ends) end()
      }
    },
    [session],
  )
  return useSyncExternalStore(subscribe, () => command.isEnabled(contextOf(session)))
}
