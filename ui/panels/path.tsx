import { useState } from "react"
import type { PathPart } from "../playback/questions/index.ts"
import { useSession } from "../state/context.ts"
import { shownBranch, usePage } from "../state/page.ts"
import { countText, percentText } from "../words/numbers.ts"
import { durationText } from "../words/time.ts"
import { useAnswer } from "./lib/use-answer.ts"
import { WAIT_WORDS } from "./lib/wait-words.ts"
import { useShownWindow } from "./lib/window.ts"
import type { Panel } from "./panel.ts"

export const path: Panel = {
  id: "path",
  title: "Critical path",
  summary: "What the requests of the shown time waited for, call by call, all of them added up.",
  shows: () => true,
  Body: PathPanel,
}

/** Parts shown at most (chosen: what is further down is less than a hundredth, mostly). */
const PARTS_MAX = 12

const CHOICES = [
  { id: "all", title: "All requests", aboveQuantile: undefined },
  { id: "p50", title: "Above p50", aboveQuantile: 0.5 },
  { id: "p99", title: "Above p99", aboveQuantile: 0.99 },
] as const

function PathPanel() {
  const [choice, setChoice] = useState<(typeof CHOICES)[number]["id"]>("p99")
  const window = useShownWindow()
  const aboveQuantile = CHOICES.find(({ id }) => id === choice)?.aboveQuantile
  const asks = window === null ? null : { window, ...(aboveQuantile === undefined ? {} : { aboveQuantile }) }
  const answer = useAnswer("path", asks)
  return (
    <article className="panel-body">
      <fieldset className="choices">
        <legend className="visually-hidden">Which requests</legend>
        {CHOICES.map(({ id, title }) => (
          <label key={id}>
            <input type="radio" name="path-of" checked={choice === id} onChange={() => setChoice(id)} />
            {title}
          </label>
        ))}
      </fieldset>
      {answer === undefined ? (
        <p className="muted">Reading the record…</p>
      ) : (
        <>
          <p className="sentence">{answer.sentence}</p>
          <p className="muted">
            {countText(answer.requests)} requests, {durationText(answer.totalNs)} in all
            {answer.aboveNs !== null && <>, each over {durationText(answer.aboveNs)}</>}
          </p>
          <PartTable parts={answer.parts.slice(0, PARTS_MAX)} />
        </>
      )}
    </article>
  )
}

function PartTable({ parts }: { readonly parts: readonly PathPart[] }) {
  const session = useSession()
  const nodes = usePage((state) => shownBranch(state)?.topology.nodes)
  return (
    <table className="figures bars">
      <thead>
        <tr>
          <th scope="col">Where</th>
          <th scope="col">What</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ component, kind, share, requests }) => {
          const name = component === null ? undefined : nodes?.[component]?.name
          return (
            <tr key={`${component} ${kind}`} title={`in ${countText(requests)} of the requests`}>
              <th scope="row">
                {name === undefined ? (
                  "nobody"
                ) : (
                  <button type="button" className="link" onClick={() => session.select({ kind: "node", node: name })}>
                    {name}
                  </button>
                )}
              </th>
              <td title={WAIT_WORDS[kind].means}>{WAIT_WORDS[kind].name}</td>
              <td>
                <meter className={`bar split-${kind}`} min={0} max={1} value={share} aria-hidden="true" />
                {percentText(share)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
