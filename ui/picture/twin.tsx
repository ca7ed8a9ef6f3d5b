import { useEffect, useState, useSyncExternalStore } from "react"
import type { Topology } from "../protocol/topology.ts"
import { useClock } from "../state/context.ts"
import { usePage } from "../state/page.ts"
import { countText } from "../words/numbers.ts"
import { instantText } from "../words/time.ts"
import { kindText } from "./layout/sizes.ts"
import { useInteraction } from "./state/interaction.ts"
import { type Numbers, type NumbersSource, shareOfSample } from "./state/numbers.ts"
import { struckAt } from "./state/struck.ts"
import { busyText, numbersOf, summaryOf, underWayTitle } from "./text/node-numbers.ts"

export interface TwinProps {
  readonly topology: Topology
  readonly feed: NumbersSource
}

/** The picture is said so often at most while it stands, in ms; not at all while it plays. */
const SAY_EVERY_MS = 2_000

/** What the picture shows in words and numbers: said to screen readers while time stands, and as a table for everybody. */
export function Twin({ topology, feed }: TwinProps) {
  const isTableOpen = useInteraction((state) => state.isTableOpen)
  return (
    <>
      <Summary topology={topology} feed={feed} />
      <section
        className={isTableOpen ? "picture-table" : "visually-hidden"}
        aria-label="The picture as a table"
        {...(isTableOpen ? { tabIndex: 0 } : {})}
      >
        <StateTable topology={topology} feed={feed} isOpen={isTableOpen} />
      </section>
    </>
  )
}

function Summary({ topology, feed }: TwinProps) {
  const { isPlaying } = useClock()
  const [text, setText] = useState("")
  useEffect(() => {
    if (isPlaying) return
    const say = () => {
      const numbers = feed.read()
      if (numbers === null) return
      const struck = struckAt(topology, numbers.marks, numbers.tNs)
      setText(summaryOf(topology, numbers.state, { struck, sampleShare: shareOfSample(usePage.getState()) }))
    }
    const interval = window.setInterval(say, SAY_EVERY_MS)
    return () => window.clearInterval(interval)
  }, [isPlaying, topology, feed])
  return (
    <p className="visually-hidden" aria-live={isPlaying ? "off" : "polite"} data-testid="picture-summary">
      {text}
    </p>
  )
}

/** Follows time while it is seen; else only what is read while time stands. */
function StateTable({ topology, feed, isOpen }: TwinProps & { readonly isOpen: boolean }) {
  const { isPlaying } = useClock()
  const sampleShare = usePage(shareOfSample)
  const live = useSyncExternalStore(feed.subscribe, feed.read)
  const [shown, setShown] = useState<Numbers | null>(null)
  if (live !== shown && (isOpen || !isPlaying || shown === null)) setShown(live)
  if (shown === null) return null
  const struck = struckAt(topology, shown.marks, shown.tNs)
  return (
    <table data-testid="picture-table">
      <caption>At {instantText(shown.tNs)}</caption>
      <thead>
        <tr>
          <th scope="col">Component</th>
          <th scope="col">Kind</th>
          <th scope="col">Replicas</th>
          <th scope="col">{underWayTitle(sampleShare)}</th>
          <th scope="col">Waiting</th>
          <th scope="col">Busy</th>
          <th scope="col">Fault</th>
        </tr>
      </thead>
      <tbody>
        {topology.nodes.map((node) => {
          const numbers = numbersOf(node, shown.state)
          return (
            <tr key={node.name}>
              <th scope="row">{node.name}</th>
              <td>{kindText(node)}</td>
              <td>{node.actors.length}</td>
              <td>{countText(numbers.underWay)}</td>
              <td>{countText(numbers.queued)}</td>
              <td>{busyText(numbers)}</td>
              <td>{struck.has(node.name) ? "yes" : ""}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
