import { useState } from "react"
import type { Topology } from "../../protocol/topology.ts"
import type { Target } from "../state/pointing.ts"
import { AMOUNTS, lastingNs, reachesOf, startAmount } from "./choices.ts"

export interface FaultValues {
  readonly verb: string
  readonly target: string
  readonly forNs: number | null
  readonly amount: string | null
}

export interface FaultFieldsProps {
  readonly topology: Topology
  readonly target: Target
  /** At least one. */
  readonly verbs: Topology["faultVerbs"]
  readonly isBusy: boolean
  readonly onBring: (values: FaultValues) => void
}

/** How long a fault lasts if nothing else is said (chosen: long enough to be seen in a run of minutes). */
const LASTING = "30s"

/** What happens, to whom, how much and how long. */
export function FaultFields({ topology, target, verbs, isBusy, onBring }: FaultFieldsProps) {
  const [name, setName] = useState(verbs[0]?.verb ?? "")
  const verb = verbs.find((each) => each.verb === name)
  const [amount, setAmount] = useState(verb === undefined ? "" : startAmount(verb))
  const reaches = reachesOf(topology, target)
  const [reach, setReach] = useState(reaches[0]?.target ?? "")
  const [lasting, setLasting] = useState(LASTING)
  const forNs = lastingNs(lasting)
  if (verb === undefined) return null
  const choose = (chosen: (typeof verbs)[number]) => {
    setName(chosen.verb)
    setAmount(startAmount(chosen))
  }
  const bring = () => {
    if (forNs === undefined) return
    onBring({ verb: verb.verb, target: reach, forNs, amount: verb.amount === "none" ? null : amount })
  }
  return (
    <>
      <fieldset className="picture-verbs">
        <legend className="visually-hidden">What happens</legend>
        {verbs.map((each) => (
          <label key={each.verb} title={each.summary}>
            <input
              type="radio"
              name="verb"
              value={each.verb}
              checked={each.verb === name}
              onChange={() => choose(each)}
            />
            {each.title}
          </label>
        ))}
      </fieldset>
      <p className="picture-summary">{verb.summary}</p>
      <div className="picture-fields">
        {reaches.length > 1 ? (
          <label>
            To
            <select className="field" value={reach} onChange={(event) => setReach(event.target.value)}>
              {reaches.map((each) => (
                <option key={each.target} value={each.target}>
                  {each.title}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        {verb.amount === "none" ? null : (
          <label>
            {AMOUNTS[verb.amount].label}
            <input className="field" value={amount} onChange={(event) => setAmount(event.target.value)} />
          </label>
        )}
        <label>
          For
          <input
            className="field"
            value={lasting}
            placeholder="to the end"
            aria-invalid={forNs === undefined}
            onChange={(event) => setLasting(event.target.value)}
          />
        </label>
      </div>
      <button type="submit" className="button is-lined" disabled={isBusy || forNs === undefined} onClick={bring}>
        {verb.title}
      </button>
    </>
  )
}
