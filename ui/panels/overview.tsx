import type { BottleneckReport, ObjectiveReport, Report } from "../../scenarios/report/report.ts"
import { useSession } from "../state/context.ts"
import { shownBranch, usePage } from "../state/page.ts"
import { percentText } from "../words/numbers.ts"
import { TrackChart } from "./charts/track-chart.tsx"
import { estimateText, valueText } from "./lib/estimate-text.ts"
import { type EngineQuestion, useEngineAnswer } from "./lib/use-engine-answer.ts"
import type { Panel } from "./panel.ts"

export const overview: Panel = {
  id: "overview",
  title: "Overview",
  summary: "What the scenario asks, how its objectives stand, and what holds it back.",
  shows: () => true,
  Body: Overview,
}

const reportOf: EngineQuestion<Report> = (engine, branch) => engine.report(branch)

function Overview() {
  const scenario = usePage((state) => shownBranch(state)?.topology.scenario)
  const stands = usePage(({ progress, stage }) => stage === "ready" || progress?.isPaused === true)
  const report = useEngineAnswer(reportOf, stands)
  if (scenario === undefined) return null
  return (
    <article className="panel-body">
      {scenario.question !== undefined && <p className="sentence">{scenario.question}</p>}
      <h3>Objectives</h3>
      {report === undefined ? (
        <ul className="objectives">
          {scenario.objectives.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      ) : (
        <Judged report={report} />
      )}
      {report === undefined && <p className="muted">They are judged when the run is over.</p>}
      <h3>Requests of clients</h3>
      <TrackChart subject={null} measure="latency" title="Latency" />
      <TrackChart subject={null} measure="inFlight" title="Under way" />
      <TrackChart subject={null} measure="failed" title="Share that failed" />
    </article>
  )
}

const SIGNS = { pass: "✓", fail: "✗", inconclusive: "?" } as const

function Judged({ report }: { readonly report: Report }) {
  return (
    <>
      {report.objectives.length === 0 && <p className="muted">The scenario states none.</p>}
      <ul className="objectives">
        {report.objectives.map((objective) => (
          <Objective key={objective.text} objective={objective} />
        ))}
      </ul>
      {report.bottleneck !== null && <Bottleneck bottleneck={report.bottleneck} />}
      {report.warnings.map(({ code, message }) => (
        <p key={code + message} className="muted">
          {message}
        </p>
      ))}
    </>
  )
}

function Objective({ objective }: { readonly objective: ObjectiveReport }) {
  const { clock } = useSession()
  const { text, verdict, estimate, unit, firstBreachMs } = objective
  return (
    <li className={`is-${verdict}`}>
      <span className="sign" aria-hidden="true">
        {SIGNS[verdict]}
      </span>
      <span>
        {text} <span className="visually-hidden">{verdict}</span>
        <span className="muted measured">{estimateText(estimate, unit)}</span>
        {firstBreachMs !== undefined && (
          <button type="button" className="link" onClick={() => clock.seek(firstBreachMs * 1e6)}>
            first broken at {valueText(firstBreachMs, "ms")}
          </button>
        )}
      </span>
    </li>
  )
}

function Bottleneck({ bottleneck }: { readonly bottleneck: BottleneckReport }) {
  const session = useSession()
  const { component, why, share, of } = bottleneck
  return (
    <>
      <h3>Bottleneck</h3>
      <p>
        <button type="button" className="link" onClick={() => session.select({ kind: "node", node: component })}>
          {component}
        </button>
        : {why}{" "}
        <span className="muted">
          {percentText(share)} of {of === "time" ? "the slowest requests' time" : "the failures"}
        </span>
      </p>
    </>
  )
}
