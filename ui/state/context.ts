import { createContext, useContext, useSyncExternalStore } from "react"
import type { ClockState } from "./clock.ts"
import type { Session } from "./session.ts"

export const SessionContext = createContext<Session | null>(null)

/** The page's session. Only inside `SessionContext`. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error("there is no session around this component")
  return session
}

/** The clock for texts: at most ten times a second. What has to follow every frame reads `clock.state` in a frame. */
export function useClock(): ClockState {
  const { clock } = useSession()
  return useSyncExternalStore(clock.subscribe, clock.read)
}
