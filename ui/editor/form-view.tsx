import { useId } from "react"
import {
  type Form,
  type FormField,
  type FormSubject,
  formOf,
  type ScenarioEdit,
  type Value,
} from "../document/index.ts"
import { edit, useDraft } from "./draft.ts"
import { FieldInput } from "./field-input.tsx"

/** The form of a part of the scenario, made from the registry: each field with its docs, its default and its bounds. */
export function FormView({ subject }: { readonly subject: FormSubject }) {
  const text = useDraft((state) => state.history.present.text)
  const refusal = useDraft((state) => state.refusal?.message ?? null)
  const form = formOf(text, subject)
  if (form === undefined) return <p className="muted">The text as it stands has no such part.</p>
  return (
    <section className="form" aria-label={form.title}>
      <h3>{form.title}</h3>
      {form.docs !== "" && <p className="muted">{form.docs}</p>}
      {refusal !== null && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
      {form.fields.map((field) => (
        <FieldRow key={field.name} field={field} subject={subject} form={form} />
      ))}
    </section>
  )
}

interface FieldRowProps {
  readonly field: FormField
  readonly subject: FormSubject
  readonly form: Form
}

function FieldRow({ field, subject, form }: FieldRowProps) {
  const id = useId()
  const label = `${form.title}: ${field.label}`
  const set = (value: Value) => edit(`set ${label}`, editOf(field, subject, value))
  const clear = () => edit(`leave out ${label}`, editOf(field, subject, undefined))
  const canClear = field.isSet && !field.isRequired
  return (
    <div className={`form-field depth-${Math.min(field.depth, 3)}${field.isSet ? " is-set" : ""}`}>
      <label htmlFor={id}>{field.label}</label>
      <FieldInput id={id} field={field} describedBy={`${id}-docs`} onSet={set} />
      {canClear ? (
        <button
          type="button"
          className="button is-icon"
          aria-label={`Leave ${field.label} out`}
          title="Leave it out"
          onClick={clear}
        >
          ×
        </button>
      ) : (
        <span />
      )}
      <p id={`${id}-docs`} className="form-docs">
        {field.docs}
      </p>
    </div>
  )
}

/** Rules of links and policies may not be there yet, so they are set by their two ends. */
function editOf(field: FormField, subject: FormSubject, value: Value | undefined): ScenarioEdit {
  if (subject.of === "link" || subject.of === "policy") {
    const { from, to } = subject
    const name = subject.of === "link" ? "set-link" : "set-policy"
    return { do: name, from, to, field: field.name.split("."), value: value ?? null }
  }
  return value === undefined ? { do: "remove", path: field.path } : { do: "set", path: field.path, value }
}
