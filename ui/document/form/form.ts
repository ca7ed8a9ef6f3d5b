import { faultVerbs } from "../../../scenarios/document/fault-verbs.ts"
import type { Path } from "../../../scenarios/text/place.ts"
import { ruleOf } from "../edits/edge.ts"
import { kindOf, namesIn } from "../names/estate.ts"
import { shapesAt } from "../schema/shape.ts"
import { valueAt } from "../text/data.ts"
import { readSource } from "../text/source.ts"
import type { Form, FormField, FormSubject } from "./field.ts"
import { fieldsOf } from "./fields.ts"

/**
 * The form of a part of a scenario, made from the schema and the registry: what there is to set, what is set, and what
 * holds where nothing is. Each field is set by a `set` edit at its path and left out by a `remove` edit; those of links
 * and policies by `set-link` and `set-policy`, since the rule may not be there yet. Undefined where the text is no YAML,
 * or has no such part.
 */
export function formOf(text: string, subject: FormSubject): Form | undefined {
  const data = readSource(text)?.parsed.data
  if (data === undefined) return undefined
  switch (subject.of) {
    case "scenario":
      return scenarioForm(data)
    case "component":
      return namesIn(data).includes(subject.component) ? componentForm(data, subject.component) : undefined
    case "load":
      return loadForm(data, subject.component)
    case "fault":
      return faultForm(data, subject.index)
    default:
      return edgeForm(data, subject)
  }
}

/** Name, question, seed and how long: what is no list of parts. */
function scenarioForm(data: unknown): Form {
  const whole = fieldsOf({ path: [], shapes: shapesAt(data, []), value: data, beneath: undefined })
  const isOwn = ({ name }: FormField) => !/^(?:\$schema|components|load|links|policies|faults|objectives)/.test(name)
  return { title: textOf(valueAt(data, ["name"])) ?? "Scenario", docs: "", path: [], fields: whole.filter(isOwn) }
}

function componentForm(data: unknown, component: string): Form {
  const path = ["components", component]
  const value = valueAt(data, path)
  const definition = kindOf(data, component)
  const profile = definition?.profiles.find((one) => one.profile === valueAt(value, ["profile"]))
  const fields = fieldsOf({ path, shapes: shapesAt(data, path), value, beneath: profile?.params })
  const profiles =
    definition?.profiles.map(({ profile: name, title, summary }) => ({ value: name, label: title, docs: summary })) ??
    []
  return {
    title: definition?.title ?? component,
    docs: definition?.summary ?? "",
    path,
    fields: fields.map((field) => (field.name === "profile" ? { ...field, choices: profiles } : field)),
  }
}

function loadForm(data: unknown, component: string): Form | undefined {
  if (kindOf(data, component)?.load === undefined) return undefined
  const path = ["load", component]
  return { title: `Load of ${component}`, docs: sectionDocs(data, "load"), path, fields: plainFields(data, path) }
}

function faultForm(data: unknown, index: number): Form | undefined {
  const path = ["faults", index]
  const value = valueAt(data, path)
  if (value === undefined) return undefined
  const word = valueAt(value, ["do"])
  const verb = faultVerbs.find((one) => one.verb === word || one.opposite === word)
  const verbs = new Map(faultVerbs.map((one) => [one.verb, one.summary]))
  const fields = plainFields(data, path)
    .filter(({ name }) => name !== "amount" || verb === undefined || (verb.verb === word && verb.amount !== "none"))
    .map((field) => (field.name === "amount" ? amountField(field, verb) : field))
    .map((field) => ({
      ...field,
      choices: field.choices.map((one) => ({ ...one, docs: verbs.get(String(one.value)) ?? one.docs })),
    }))
  return { title: verb?.title ?? "Fault", docs: verb?.summary ?? "", path, fields }
}

/** An amount is in the unit of the verb. */
function amountField(field: FormField, verb: (typeof faultVerbs)[number] | undefined): FormField {
  if (verb === undefined || verb.amount === "none") return field
  const { amount, amountDefault } = verb
  const type = { factor: "number", share: "percent", duration: "duration", rate: "bandwidth" } as const
  const examples = { factor: "3", share: "5%", duration: "200ms", rate: "1MB/s" }
  return { ...field, type: type[amount], examples: [examples[amount]], isRequired: amountDefault === null }
}

function edgeForm(data: unknown, { of, from, to }: Extract<FormSubject, { of: "link" | "policy" }>): Form {
  const section = of === "link" ? "links" : "policies"
  const { key, own, inForce } = ruleOf(data, section, { from, to })
  const path = [section, key]
  const beneath = own === undefined ? inForce?.value : undefined
  const fields = fieldsOf({ path, shapes: shapesAt(data, path), value: own?.value, beneath })
  return { title: `${from} → ${to}`, docs: sectionDocs(data, section), path, fields }
}

function plainFields(data: unknown, path: Path): readonly FormField[] {
  return fieldsOf({ path, shapes: shapesAt(data, path), value: valueAt(data, path), beneath: undefined })
}

function sectionDocs(data: unknown, section: string): string {
  return shapesAt(data, [section])[0]?.description ?? ""
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined
}
