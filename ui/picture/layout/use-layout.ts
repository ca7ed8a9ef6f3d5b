import { useEffect, useMemo, useState } from "react"
import type { Topology } from "../../protocol/topology.ts"
import type { LayoutAnswer, LayoutRequest } from "../../protocol/view-api.ts"
import { useSession } from "../../state/context.ts"
import { usePage } from "../../state/page.ts"
import type { Session } from "../../state/session.ts"
import type { Box } from "../geometry/box.ts"
import type { Way } from "../geometry/path.ts"
import { type WayOptions, waysOf } from "../geometry/ways.ts"
import { arrange, type Direction, directionFor, type LayoutTexts, layoutRequest, type Room } from "./arrange.ts"
import { BAND } from "./sizes.ts"
import { wrapped } from "./wrap.ts"

export interface Layout {
  /** The same for topologies with the same nodes and edges. */
  readonly key: string
  readonly direction: Direction
  readonly boxes: ReadonlyMap<string, Box>
  /** In the order of the topology's edges. */
  readonly ways: readonly (Way | null)[]
}

interface LaidOut {
  readonly key: string
  readonly request: LayoutRequest
  readonly answer: LayoutAnswer
}

/** Layouts already asked for: a branch of the same topology stands where the one it left did, at once. */
const known = new WeakMap<Session, Map<string, LaidOut>>()

/** Where the nodes of a topology stand; null until the view's worker has said it. */
export function useLayout(topology: Topology, room: Room | null, texts: LayoutTexts): Layout | null {
  const session = useSession()
  const places = usePage((state) => state.places)
  const request = useMemo(
    () => (room === null ? null : layoutRequest(topology, directionFor(room), texts)),
    [topology, room, texts],
  )
  const [laidOut, setLaidOut] = useState<LaidOut | null>(null)
  useEffect(() => {
    let isCurrent = true
    if (request === null) return
    void layOut(session, request).then((result) => {
      if (isCurrent) setLaidOut(result)
    })
    return () => {
      isCurrent = false
    }
  }, [session, request])
  return useMemo(() => {
    if (laidOut === null || request === null) return null
    // While a new layout is under way the old one stays, if it knows all nodes.
    const answer = room === null ? laidOut.answer : wrapped(laidOut.request, laidOut.answer, room)
    const boxes = arrange(laidOut.request, answer, { places, headroom: texts.headroom })
    if (!topology.nodes.every(({ name }) => boxes.has(name))) return null
    const options: WayOptions = { direction: laidOut.request.direction, band: BAND }
    const key = `${laidOut.key} ${answer.width} ${answer.height}`
    return { key, direction: options.direction, boxes, ways: waysOf(boxes, topology.edges, options) }
  }, [laidOut, request, room, places, texts, topology])
}

async function layOut(session: Session, request: LayoutRequest): Promise<LaidOut> {
  const key = JSON.stringify(request)
  const ofSession = known.get(session) ?? new Map<string, LaidOut>()
  known.set(session, ofSession)
  const before = ofSession.get(key)
  if (before !== undefined) return before
  const laidOut = { key, request, answer: await session.view.layout(request) }
  ofSession.set(key, laidOut)
  return laidOut
}
