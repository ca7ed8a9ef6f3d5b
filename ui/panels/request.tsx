import type { SlowPart, WhySlow } from "../playback/questions/index.ts"
import { useSession } from "../state/context.ts"
import { shownBranch, usePage } from "../state/page.ts"
import { durationText, instantText } from "../words/time.ts"
import { WaterfallChart } from "./charts/waterfall-chart.tsx"
import { useAnswer } from "./lib/use-answer.ts"
import { WAIT_WORDS } from "./lib/wait-words.ts"
import type { Panel } from "./panel.ts"

export const request: Panel = {
  id: "request",
  title: "Request",
  summary: "One request, call by call: its critical path, and why it took as long as it did.",
  shows: ({ kind }) => kind === "request",
  Body: RequestPanel,
}

function RequestPanel() {
  const session = useSession()
  const root = usePage(({ selection }) => (selection.kind === "request" ? selection.root : null))
  const calls = useAnswer("waterfall", root === null ? null : { root })
  const why = useAnswer("whySlow", root === null ? null : { root })
  if (root === null) return <p className="muted">Select a request: a dot in the picture, or a point of a chart.</p>
  if (calls === undefined) return <p className="muted">Reading the record…</p>
  const first = calls.rows[0]
  return (
    <article className="panel-body">
      <h2>
        {first?.operation ?? "Request"} <span className="muted">{first?.outcome}</span>
      </h2>
      <p className="row">
        <button type="button" className="link" onClick={() => session.clock.seek(calls.startNs)}>
          began at {instantText(calls.startNs, 1e3)}
        </button>
        {Number.isFinite(calls.endNs) ? (
          <button type="button" className="link" onClick={() => session.clock.seek(calls.endNs)}>
            took {durationText(calls.endNs - calls.startNs)}
          </button>
        ) : (
          <span className="muted">is not over</span>
        )}
      </p>
      {why !== undefined && <Why why={why} />}
      <h3>Calls</h3>
      <WaterfallChart waterfall={calls} />
    </article>
  )
}

/** Parts listed (chosen: the rest is small). */
const PARTS_MAX = 6

function Why({ why }: { readonly why: WhySlow }) {
  return (
    <>
      <p className="sentence">{why.sentence}</p>
      {why.parts.length > 0 && (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">What it waited for</th>
              <th scope="col">Here</th>
              <th scope="col">Median</th>
            </tr>
          </thead>
          <tbody>
            {why.parts.slice(0, PARTS_MAX).map((part) => (
              <PartRow key={`${part.component} ${part.kind}`} part={part} />
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function PartRow({ part: { component, kind, ns, medianNs } }: { readonly part: SlowPart }) {
  const name = usePage((state) => (component === null ? "nobody" : shownBranch(state)?.topology.nodes[component]?.name))
  return (
    <tr>
      <th scope="row" title={WAIT_WORDS[kind].means}>
        {WAIT_WORDS[kind].name} at {name}
      </th>
      <td>{durationText(ns)}</td>
      <td className="muted">{durationText(medianNs)}</td>
    </tr>
  )
}
