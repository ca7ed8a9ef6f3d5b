import { useEffect, useRef, useState } from "react"
import type { Ribbons } from "../protocol/view-api.ts"
import { useSession } from "../state/context.ts"
import { type ShownTime, usePage } from "../state/page.ts"

/** What the timeline draws of a window. */
export interface TimelineData {
  readonly window: ShownTime
  readonly density: Float32Array
  readonly ribbons: Ribbons
}

/** A run that grows is drawn again so often at most, and a window that moves so often, in ms (chosen). */
const GROWS_EVERY_MS = 250
const MOVES_EVERY_MS = 50

/** Asks the view's worker for what is drawn of a window: whenever that changes, and while the run grows. Null at first. */
export function useTimelineData(window: ShownTime | null, columns: number): TimelineData | null {
  const session = useSession()
  const branch = usePage((state) => state.branch)
  const reachNs = usePage((state) => state.extent?.toNs ?? 0)
  const [data, setData] = useState<TimelineData | null>(null)
  const asked = useRef({ number: 0, answered: 0, atMs: 0, key: "" })
  const fromNs = window?.fromNs
  const toNs = window?.toNs
  // What is simulated behind the window changes nothing in it.
  const reach = toNs === undefined ? 0 : Math.min(reachNs, toNs)
  useEffect(() => {
    if (fromNs === undefined || toNs === undefined || columns <= 0 || reach <= 0) return
    const last = asked.current
    const key = `${branch} ${fromNs} ${toNs} ${columns}`
    const everyMs = key === last.key ? GROWS_EVERY_MS : MOVES_EVERY_MS
    const ask = async () => {
      const number = ++last.number
      last.atMs = performance.now()
      last.key = key
      const part = { fromNs, toNs, columns }
      const [density, ribbons] = await Promise.all([
        session.view.density(branch, part),
        session.view.ribbons(branch, part),
      ])
      if (number < last.answered) return
      last.answered = number
      setData({ window: { fromNs, toNs }, density, ribbons })
    }
    const timer = setTimeout(ask, Math.max(0, last.atMs + everyMs - performance.now()))
    return () => clearTimeout(timer)
  }, [session, branch, fromNs, toNs, columns, reach])
  return data
}
