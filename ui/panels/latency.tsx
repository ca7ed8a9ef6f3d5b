import { useState } from "react"
import { useSession } from "../state/context.ts"
import { usePage } from "../state/page.ts"
import { ask } from "../threads/ask.ts"
import { DistributionChart } from "./charts/distribution-chart.tsx"
import { type HeatBox, Heatmap } from "./charts/heatmap.tsx"
import { CauseList } from "./lib/cause-list.tsx"
import { QuantileTable } from "./lib/quantile-table.tsx"
import { useAnswer } from "./lib/use-answer.ts"
import { useShownWindow } from "./lib/window.ts"
import type { Panel } from "./panel.ts"

export const latency: Panel = {
  id: "latency",
  title: "Latency",
  summary:
    "How long requests took, over time and over all; drag a box over the slow ones to see what they have in common.",
  shows: () => true,
  Body: LatencyPanel,
}

const GRID = { columns: 120, rows: 48 }

function LatencyPanel() {
  const session = useSession()
  const branch = usePage((state) => state.branch)
  const node = usePage(({ selection }) => (selection.kind === "node" ? selection.node : null))
  const isClient = usePage(
    (state) =>
      state.branches.find(({ id }) => id === state.branch)?.topology.nodes.find(({ name }) => name === node)?.layer ===
      "client",
  )
  const subject = isClient ? null : node
  const [box, setBox] = useState<HeatBox | null>(null)
  const window = useShownWindow()
  const heat = useAnswer("heat", window === null ? null : { subject, window, grid: GRID })
  const red = useAnswer("red", window === null ? null : { subject, window })
  if (window === null || heat === undefined) return <p className="muted">Reading the record…</p>
  const open = async (cell: HeatBox, choice: "middle" | "slowest") => {
    const exemplar = await ask(session.view, "exemplar", branch, { subject, ...cell, choice })
    if (exemplar === null) return
    session.showRequest(exemplar.root, exemplar.endNs - exemplar.latencyNs, exemplar.endNs)
  }
  const whole: HeatBox = { window, latency: { fromNs: 0, toNs: Number.MAX_SAFE_INTEGER } }
  return (
    <article className="panel-body">
      <h2>{subject === null ? "Requests of clients" : `Calls to ${subject}`}</h2>
      <Heatmap heat={heat} window={window} onPoint={(cell) => void open(cell, "middle")} onBox={setBox} />
      <p className="row">
        <button type="button" className="button is-lined" onClick={() => void open(whole, "slowest")}>
          Open the slowest
        </button>
        <button type="button" className="button is-lined" onClick={() => setBox(slowBox(whole, red?.latency))}>
          What do the slow ones share?
        </button>
      </p>
      {box !== null && <CauseList subject={subject} box={box} onClose={() => setBox(null)} />}
      <DistributionChart subject={subject} window={window} />
      {red !== undefined && <QuantileTable quantiles={red.latency} />}
    </article>
  )
}

/** What lies above p95, for those who drag no box. */
function slowBox(
  whole: HeatBox,
  quantiles: readonly { readonly q: number; readonly ns: number | null }[] = [],
): HeatBox {
  const p95 = quantiles.find(({ q, ns }) => q === 0.95 && ns !== null)?.ns ?? 0
  return { ...whole, latency: { fromNs: p95, toNs: whole.latency.toNs } }
}
