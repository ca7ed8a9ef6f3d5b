import { lazy, Suspense, useEffect, useState } from "react"
import { openFlagship, openLink } from "../share/open-link.ts"
import { SessionContext } from "../state/context.ts"
import { usePage } from "../state/page.ts"
import { Session } from "../state/session.ts"
import "../themes/tokens.css"
import "../themes/base.css"
import { storedTheme } from "../themes/shown-theme.ts"
import { Shell } from "./shell.tsx"

const BrokenLink = lazy(async () => ({ default: (await import("./broken-link.tsx")).BrokenLink }))

/** Narrower, the inspector is a sheet over the picture and begins closed. In CSS pixels, as in app.css. */
const NARROW = "(max-width: 720px)"

/** The whole page. */
export function App() {
  const [session, setSession] = useState<Session | null>(null)
  const [linkProblem, setLinkProblem] = useState<string | null>(null)
  useEffect(() => {
    const made = new Session()
    usePage.setState({ theme: storedTheme(), isInspectorOpen: !matchMedia(NARROW).matches })
    setSession(made)
    const open = () => void openLink(made, location.hash).then(setLinkProblem)
    open()
    // A link that is pasted into the address of an open page. What the page itself writes there tells nobody.
    addEventListener("hashchange", open)
    return () => {
      removeEventListener("hashchange", open)
      made.close()
    }
  }, [])
  if (session === null) return null
  const openInstead = () => {
    setLinkProblem(null)
    void openFlagship(session)
  }
  return (
    <SessionContext value={session}>
      <Shell />
      <Suspense fallback={null}>
        {linkProblem === null ? null : <BrokenLink problem={linkProblem} onClose={openInstead} />}
      </Suspense>
    </SessionContext>
  )
}
