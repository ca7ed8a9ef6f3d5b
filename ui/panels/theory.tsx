import type { TheoryRow } from "../protocol/engine-api.ts"
import { usePage } from "../state/page.ts"
import { valueText } from "./lib/estimate-text.ts"
import { type EngineQuestion, useEngineAnswer } from "./lib/use-engine-answer.ts"
import type { Panel } from "./panel.ts"

export const theory: Panel = {
  id: "theory",
  title: "Theory",
  summary: "What queueing theory says of the nodes it applies to, beside what was measured.",
  shows: () => true,
  Body: TheoryPanel,
}

const theoryOf: EngineQuestion<readonly TheoryRow[]> = (engine, branch) => engine.theory(branch)

function TheoryPanel() {
  const isOver = usePage((state) => state.stage === "ready")
  const rows = useEngineAnswer(theoryOf, isOver)
  if (!isOver) return <p className="muted">Theory is about the long run: it is compared when the run is over.</p>
  if (rows === undefined) return <p className="muted">Computing…</p>
  if (rows.length === 0)
    return <p className="muted">No node of this scenario is one that a formula of queueing theory describes.</p>
  return (
    <article className="panel-body">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Node</th>
            <th scope="col">Quantity</th>
            <th scope="col">Theory</th>
            <th scope="col">Measured</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.component} ${row.model} ${row.quantity}`} row={row} />
          ))}
        </tbody>
      </table>
    </article>
  )
}

function Row({ row }: { readonly row: TheoryRow }) {
  const { component, model, quantity, unit, predicted, measured, low, high, note } = row
  const agrees = low !== null && high !== null && predicted >= low && predicted <= high
  return (
    <tr title={note}>
      <th scope="row">
        {component} <span className="muted">{model}</span>
      </th>
      <td>{quantity}</td>
      <td>{valueText(predicted, unit)}</td>
      <td>
        {measured === null ? <i>not enough data</i> : valueText(measured, unit)}
        {low !== null && high !== null && (
          <span className="muted interval">
            {" "}
            [{valueText(low, unit)}, {valueText(high, unit)}] {agrees ? "agrees" : "differs"}
          </span>
        )}
      </td>
    </tr>
  )
}
