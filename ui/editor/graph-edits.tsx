import { useState } from "react"
import { kinds, type ScenarioEdit } from "../document/index.ts"
import { useSession } from "../state/context.ts"
import { edit, useDraft } from "./draft.ts"

interface GraphEditsProps {
  /** The component that is selected; null for none. */
  readonly selected: string | null
  readonly names: readonly string[]
}

/** What can be done to the graph without a pointer: add, rename, remove, connect and disconnect components. */
export function GraphEdits({ selected, names }: GraphEditsProps) {
  const refusal = useDraft((state) => state.refusal?.message ?? null)
  return (
    <section className="form" aria-label="Graph">
      {refusal !== null && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
      <AddComponent names={names} />
      {selected !== null && <SelectedComponent key={selected} selected={selected} names={names} />}
      {selected === null && <p className="muted">Select a node to rename, remove or connect it.</p>}
    </section>
  )
}

function AddComponent({ names }: { readonly names: readonly string[] }) {
  const [kind, setKind] = useState(kinds()[0]?.kind ?? "")
  const [to, setTo] = useState("")
  const chosen = kinds().find((one) => one.kind === kind)
  return (
    <fieldset>
      <legend>Add a component</legend>
      <label>
        Kind
        <select className="field" value={kind} onChange={({ target }) => setKind(target.value)}>
          {kinds().map((one) => (
            <option key={one.kind} value={one.kind}>
              {one.title}
            </option>
          ))}
        </select>
      </label>
      {chosen?.calls === true && <NameChoice label="It calls" names={names} value={to} onChoose={setTo} />}
      <button
        type="button"
        className="button is-lined"
        onClick={() => edit(`add ${kind}`, { do: "add-component", kind, ...(to === "" ? {} : { to }) })}
      >
        Add
      </button>
      <p className="form-docs">{chosen?.summary}</p>
    </fieldset>
  )
}

function SelectedComponent({ selected, names }: { readonly selected: string; readonly names: readonly string[] }) {
  const session = useSession()
  const [name, setName] = useState(selected)
  const [to, setTo] = useState("")
  const doing = (label: string, change: ScenarioEdit) => edit(label, change)
  return (
    <fieldset>
      <legend>{selected}</legend>
      <form
        className="form-line"
        onSubmit={(event) => {
          event.preventDefault()
          const isDone = doing(`rename ${selected} to ${name}`, { do: "rename-component", from: selected, to: name })
          if (isDone) session.select({ kind: "node", node: name })
        }}
      >
        <label>
          Name
          <input className="field" value={name} spellCheck={false} onChange={({ target }) => setName(target.value)} />
        </label>
        <button type="submit" className="button is-lined" disabled={name === selected || name === ""}>
          Rename
        </button>
      </form>
      <NameChoice label="It calls" names={names.filter((one) => one !== selected)} value={to} onChoose={setTo} />
      <p className="form-line">
        <button
          type="button"
          className="button is-lined"
          disabled={to === ""}
          onClick={() => doing(`connect ${selected} to ${to}`, { do: "connect", from: selected, to })}
        >
          Connect
        </button>
        <button
          type="button"
          className="button is-lined"
          disabled={to === ""}
          onClick={() => doing(`disconnect ${selected} from ${to}`, { do: "disconnect", from: selected, to })}
        >
          Disconnect
        </button>
        <button
          type="button"
          className="button is-lined"
          onClick={() =>
            doing(`remove ${selected}`, { do: "remove-component", component: selected, withCallers: true })
          }
        >
          Remove
        </button>
      </p>
    </fieldset>
  )
}

interface NameChoiceProps {
  readonly label: string
  readonly names: readonly string[]
  readonly value: string
  readonly onChoose: (name: string) => void
}

function NameChoice({ label, names, value, onChoose }: NameChoiceProps) {
  return (
    <label>
      {label}
      <select className="field" value={value} onChange={({ target }) => onChoose(target.value)}>
        <option value="">–</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
