import { useEffect, useState } from "react"
import type { Red } from "../playback/questions/index.ts"
import type { Divergence } from "../protocol/engine-api.ts"
import { useSession } from "../state/context.ts"
import { type Branch, shownBranch, usePage } from "../state/page.ts"
import { compactText, percentText } from "../words/numbers.ts"
import { durationText, instantText } from "../words/time.ts"
import { TrackChart } from "./charts/track-chart.tsx"
import { useAnswer } from "./lib/use-answer.ts"
import { useShownWindow } from "./lib/window.ts"
import type { Panel } from "./panel.ts"

export const compare: Panel = {
  id: "compare",
  title: "Compare",
  summary: "Two branches on one seed: side by side, as difference, and the first event in which they part.",
  shows: () => true,
  Body: ComparePanel,
}

function ComparePanel() {
  const session = useSession()
  const shown = usePage(shownBranch)
  const branches = usePage((state) => state.branches)
  const other = usePage((state) => state.branches.find(({ id }) => id === state.other))
  if (shown === undefined) return null
  if (branches.length < 2)
    return <p className="muted">There is one branch. Break something, at any instant: that makes another.</p>
  return (
    <article className="panel-body">
      <label className="row">
        Compare with
        <select
          className="field"
          value={other?.id ?? ""}
          onChange={({ target }) => session.compareWith(target.value === "" ? null : Number(target.value))}
        >
          <option value="">nothing</option>
          {branches
            .filter(({ id }) => id !== shown.id)
            .map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
        </select>
      </label>
      {other !== undefined && <Difference shown={shown} other={other} />}
    </article>
  )
}

function Difference({ shown, other }: { readonly shown: Branch; readonly other: Branch }) {
  const node = usePage(({ selection }) => (selection.kind === "node" ? selection.node : null))
  const isClient = shown.topology.nodes.find(({ name }) => name === node)?.layer === "client"
  const subject = isClient ? null : node
  const window = useShownWindow()
  const asks = window === null ? null : { subject, window }
  const here = useAnswer("red", asks)
  const there = useAnswer("red", asks, other.id)
  return (
    <>
      <FirstDifference shown={shown} other={other} />
      <h3>{subject ?? "Requests of clients"}</h3>
      {here !== undefined && there !== undefined && (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Of the shown time</th>
              <th scope="col">{shown.label}</th>
              <th scope="col">{other.label}</th>
              <th scope="col">Difference</th>
            </tr>
          </thead>
          <tbody>
            {QUANTITIES.map((quantity) => (
              <QuantityRow key={quantity.title} quantity={quantity} here={here} there={there} />
            ))}
          </tbody>
        </table>
      )}
      <h4>{shown.label}</h4>
      <TrackChart subject={subject} measure="latency" title="Latency" of={shown.id} />
      <h4>{other.label}</h4>
      <TrackChart subject={subject} measure="latency" title="Latency" of={other.id} />
    </>
  )
}

interface Quantity {
  readonly title: string
  readonly of: (red: Red) => number | null
  readonly text: (value: number) => string
}

const quantile = (q: number) => (red: Red) => red.latency.find((one) => one.q === q)?.ns ?? null

const QUANTITIES: readonly Quantity[] = [
  { title: "Rate", of: ({ perSecond }) => perSecond, text: (value) => `${compactText(value)} /s` },
  { title: "Failed", of: ({ errorShare }) => errorShare, text: percentText },
  { title: "Mean latency", of: ({ meanNs }) => meanNs, text: durationText },
  { title: "p50", of: quantile(0.5), text: durationText },
  { title: "p95", of: quantile(0.95), text: durationText },
  { title: "p99", of: quantile(0.99), text: durationText },
  { title: "Under way, mean", of: ({ inFlight }) => inFlight.mean, text: compactText },
]

function QuantityRow({
  quantity,
  here,
  there,
}: {
  readonly quantity: Quantity
  readonly here: Red
  readonly there: Red
}) {
  const [a, b] = [quantity.of(here), quantity.of(there)]
  const text = (value: number | null) => (value === null ? "not enough data" : quantity.text(value))
  const difference = a === null || b === null ? null : a - b
  const sign = difference === null || difference === 0 ? "" : difference > 0 ? "+" : "−"
  return (
    <tr>
      <th scope="row">{quantity.title}</th>
      <td>{text(a)}</td>
      <td>{text(b)}</td>
      <td>{difference === null ? "–" : sign + quantity.text(Math.abs(difference))}</td>
    </tr>
  )
}

function FirstDifference({ shown, other }: { readonly shown: Branch; readonly other: Branch }) {
  const { engine, clock } = useSession()
  const events = usePage(({ progress }) => progress?.finished)
  const [found, setFound] = useState<{ readonly of: string; readonly is: Divergence | null }>()
  const of = `${shown.id} ${other.id} ${events}`
  useEffect(() => {
    let isWanted = true
    engine.firstDivergence(shown.id, other.id).then(
      (is) => {
        if (isWanted) setFound({ of, is })
      },
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [engine, shown.id, other.id, of])
  if (found?.of !== of) return <p className="muted">Looking for the first difference…</p>
  if (found.is === null) return <p>The two are the same, event by event, as far as both have run.</p>
  const first = found.is.a ?? found.is.b
  if (first === null) return null
  return (
    <p>
      They part at event {found.is.event}:{" "}
      <button type="button" className="link" onClick={() => clock.seek(first.timeNs)}>
        {instantText(first.timeNs, 1e3)}, {first.actor}
      </button>
    </p>
  )
}
