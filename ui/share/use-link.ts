import { useEffect } from "react"
import { usePage } from "../state/page.ts"
import type { Session } from "../state/session.ts"
import { sharedStateOf } from "./page-link.ts"

/** The address follows what is shown so long after the last change, in ms; while it plays, so often (both chosen). */
const SETTLES_MS = 500
const PLAYS_EVERY_MS = 3_000

/** Keeps the page's address a link to what is on the screen. */
export function useLink(session: Session): void {
  useEffect(() => {
    let timer = 0
    let written = ""
    const write = async () => {
      timer = 0
      const state = sharedStateOf(usePage.getState(), session.clock.wantedNs)
      const key = JSON.stringify(state)
      if (state === null || key === written) return
      written = key
      const { writeHash } = await import("./link/hash.ts")
      const hash = await writeHash(state)
      if (written === key && hash !== location.hash) history.replaceState(null, "", hash)
    }
    const later = () => {
      const isQuick = !session.clock.state.isPlaying
      if (timer !== 0 && !isQuick) return
      clearTimeout(timer)
      timer = window.setTimeout(write, isQuick ? SETTLES_MS : PLAYS_EVERY_MS)
    }
    const ends = [usePage.subscribe(later), session.clock.subscribe(later)]
    return () => {
      for (const end of ends) end()
      clearTimeout(timer)
    }
  }, [session])
}
