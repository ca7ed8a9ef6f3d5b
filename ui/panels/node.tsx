import type { TimeRange } from "../playback/questions/index.ts"
import type { TopologyNode } from "../protocol/topology.ts"
import { useClock } from "../state/context.ts"
import { shownBranch, usePage } from "../state/page.ts"
import { compactText, countText, percentText } from "../words/numbers.ts"
import { durationText } from "../words/time.ts"
import { TrackChart } from "./charts/track-chart.tsx"
import { OutcomeList } from "./lib/outcome-list.tsx"
import { QuantileTable } from "./lib/quantile-table.tsx"
import { SplitBar } from "./lib/split-bar.tsx"
import { useAnswer } from "./lib/use-answer.ts"
import { waitParts } from "./lib/wait-split.ts"
import { useShownWindow } from "./lib/window.ts"
import type { Panel } from "./panel.ts"

export const node: Panel = {
  id: "node",
  title: "Node",
  summary: "Rate, errors, duration and saturation of the node that is selected, and what its callers wait for.",
  shows: ({ kind }) => kind === "node" || kind === "edge",
  Body: NodePanel,
}

function NodePanel() {
  const name = usePage(({ selection }) =>
    selection.kind === "node" ? selection.node : selection.kind === "edge" ? selection.to : null,
  )
  const found = usePage((state) => shownBranch(state)?.topology.nodes.find((one) => one.name === name))
  const window = useShownWindow()
  if (found === undefined)
    return (
      <article className="panel-body">
        <p className="muted">{name === null ? "Select a node in the picture." : `${name} has not run yet.`}</p>
      </article>
    )
  return (
    <article className="panel-body">
      <h2>
        {found.name} <span className="muted">{found.profile ?? found.title}</span>
      </h2>
      <Now node={found} />
      {window !== null && <Measured node={found} window={window} />}
    </article>
  )
}

/** What it holds at the shown instant. */
function Now({ node: shown }: { readonly node: TopologyNode }) {
  const { tNs } = useClock()
  const asks = { subject: shown.name, window: { fromNs: tNs, toNs: tNs } }
  const now = useAnswer("red", asks)
  if (now === undefined) return null
  const { queued, busy, inFlight, slots } = now
  return (
    <p className="now">
      <b>{countText(inFlight.mean)}</b> under way
      {queued !== null && (
        <>
          , <b>{countText(queued.mean)}</b> waiting
        </>
      )}
      {busy !== null && (
        <>
          , <b>{countText(busy.mean)}</b> at work
        </>
      )}
      {slots !== null && <span className="muted"> of {countText(slots)} slots</span>}
    </p>
  )
}

function Measured({ node: shown, window }: { readonly node: TopologyNode; readonly window: TimeRange }) {
  const isClient = shown.layer === "client"
  const subject = isClient ? null : shown.name
  const red = useAnswer("red", { subject, window })
  const waits = useAnswer("whyWaiting", { subject, window })
  const slots = red?.slots ?? null
  if (red === undefined) return <p className="muted">Reading the record…</p>
  return (
    <>
      <dl className="facts">
        <dt>Rate</dt>
        <dd>{compactText(red.perSecond)} /s</dd>
        <dt>Failed</dt>
        <dd>{red.errorShare === null ? "–" : percentText(red.errorShare)}</dd>
        <dt>Mean</dt>
        <dd>{red.meanNs === null ? "–" : durationText(red.meanNs)}</dd>
        {red.utilisation !== null && (
          <>
            <dt>Utilisation</dt>
            <dd>{percentText(red.utilisation)}</dd>
          </>
        )}
      </dl>
      <h3>Where the time of its calls goes</h3>
      {waits !== undefined && waits.totalNs > 0 ? (
        <SplitBar parts={waitParts(waits)} of={`Time of ${countText(waits.calls)} calls`} />
      ) : (
        <p className="muted">No call ended in this time.</p>
      )}
      <h3>Latency</h3>
      <QuantileTable quantiles={red.latency} />
      <OutcomeList byOutcome={red.byOutcome} />
      <TrackChart subject={subject} measure="latency" title="Duration" />
      <TrackChart subject={subject} measure="inFlight" title="Under way" />
      {!isClient && <TrackChart subject={subject} measure="queued" title="Waiting" />}
      {!isClient && <TrackChart subject={subject} measure="busy" title="At work" limit={slots} />}
    </>
  )
}
