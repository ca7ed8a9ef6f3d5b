import { FirstDifference } from "../branches/first-difference.tsx"
import type { Red } from "../playback/questions/index.ts"
import { useSession } from "../state/context.ts"
import { type Branch, shownBranch, usePage } from "../state/page.ts"
import { compactText, percentText } from "../words/numbers.ts"
import { durationText } from "../words/time.ts"
import { DifferenceCharts } from "./charts/difference-charts.tsx"
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
      <FirstDifference />
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
      <DifferenceCharts subject={subject} shown={shown.id} other={other.id} />
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
