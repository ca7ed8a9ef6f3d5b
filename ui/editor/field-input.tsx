import { useEffect, useState } from "react"
import type { FormField, Value } from "../document/index.ts"
import { readTyped, shownValue } from "./field-value.ts"

interface FieldInputProps {
  readonly id: string
  readonly field: FormField
  readonly describedBy: string
  readonly onSet: (value: Value) => boolean
}

/** The control a field's type asks for. */
export function FieldInput(props: FieldInputProps) {
  const { field } = props
  if (field.isGroup) return <GroupInput {...props} />
  if (field.type === "flag") return <FlagInput {...props} />
  if (field.type === "choice") return <ChoiceInput {...props} />
  return <TextInput {...props} />
}

function GroupInput({ id, field, describedBy, onSet }: FieldInputProps) {
  if (field.isSet) return <span id={id} aria-describedby={describedBy} />
  return (
    <button id={id} type="button" className="button is-lined" aria-describedby={describedBy} onClick={() => onSet({})}>
      Add
    </button>
  )
}

function FlagInput({ id, field, describedBy, onSet }: FieldInputProps) {
  const value = (field.value ?? field.default) === true
  return (
    <input
      id={id}
      type="checkbox"
      checked={value}
      aria-describedby={describedBy}
      onChange={({ target }) => onSet(target.checked)}
    />
  )
}

function ChoiceInput({ id, field, describedBy, onSet }: FieldInputProps) {
  const place = field.choices.findIndex(({ value }) => value === field.value)
  return (
    <select
      id={id}
      className="field"
      value={place < 0 ? "" : place}
      aria-describedby={describedBy}
      onChange={({ target }) => {
        const chosen = field.choices[Number(target.value)]
        if (target.value !== "" && chosen !== undefined) onSet(chosen.value)
      }}
    >
      <option value="">{shownValue(field.default) || "–"}</option>
      {field.choices.map(({ value, label, docs }, index) => (
        <option key={String(value)} value={index} title={docs}>
          {label}
        </option>
      ))}
    </select>
  )
}

/** Quantities, names, and everything that has a notation of its own: set with Enter or on leaving the field. */
function TextInput({ id, field, describedBy, onSet }: FieldInputProps) {
  const written = shownValue(field.value)
  const [typed, setTyped] = useState(written)
  const [isRefused, setIsRefused] = useState(false)
  useEffect(() => {
    setTyped(written)
    setIsRefused(false)
  }, [written])
  const set = () => {
    if (typed === written || typed.trim() === "") {
      setTyped(written)
      return
    }
    setIsRefused(!onSet(readTyped(typed, field)))
  }
  const offers = [...field.choices.map(({ value }) => shownValue(value)), ...field.examples]
  return (
    <>
      <input
        id={id}
        className="field"
        type="text"
        inputMode={field.type === "count" || field.type === "number" ? "numeric" : "text"}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        placeholder={shownValue(field.default) || field.examples[0]}
        aria-describedby={describedBy}
        aria-invalid={isRefused}
        list={`${id}-offers`}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={set}
        onKeyDown={({ key }) => {
          if (key === "Enter") set()
          if (key === "Escape") setTyped(written)
        }}
      />
      <datalist id={`${id}-offers`}>
        {offers.map((offer) => (
          <option key={offer} value={offer} />
        ))}
      </datalist>
    </>
  )
}
