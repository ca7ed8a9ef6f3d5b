import { useEffect, useState } from "react"
import checkout from "../../scenarios/library/checkout.yaml?raw"
import { SessionContext } from "../state/context.ts"
import { Session } from "../state/session.ts"

/** The whole page. */
export function App() {
  const [session, setSession] = useState<Session | null>(null)
  useEffect(() => {
    const made = new Session()
    setSession(made)
    void made.open(checkout, { libraryName: "checkout" })
    return () => made.close()
  }, [])
  if (session === null) return null
  return <SessionContext value={session}>…</SessionContext>
}
