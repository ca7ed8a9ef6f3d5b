import type * as z from "zod"
import type { AnyComponent, ProfileDefinition } from "../../components/kit/contract.ts"
import type { NotationKind } from "../../components/kit/notation/notation.ts"
import { exampleOf } from "../../components/kit/notation/read-short.ts"
import type { FaultVerb } from "../../engine/index.ts"
import { type ParameterRow, parametersOf } from "../../scenarios/reference/parameters.ts"

/** A strategy as its family declares it. */
export interface StrategyLeaf {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  readonly params: z.ZodType<unknown>
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** A strategy with its parameters, presets and sources; `placed` writes it where a scenario would name it. */
export function strategyText(leaf: StrategyLeaf, placed: (strategy: string) => string): string {
  const parameters = parametersOf(leaf.params)
  const rows = parameters.map(({ name, type, default: given, required, description }) => {
    const fallback = given === undefined ? (required ? "required" : "none when absent") : `default ${given}`
    return [name, type, fallback, description]
  })
  const presets = Object.entries(leaf.presets).map(([name, params]) => [name, membersText(params)])
  return [
    ...head(leaf.kind, leaf.title, leaf.summary),
    ...section("parameters", rows.length === 0 ? ["  none"] : aligned(rows)),
    ...section("presets", aligned(presets)),
    ...section("example", indented(strategyExamples(leaf, parameters).map(placed))),
    ...section("sources", indented(leaf.sources)),
  ].join("\n")
}

/** The name alone where that will do, then with a parameter, then with a preset. */
function strategyExamples({ kind, presets }: StrategyLeaf, parameters: readonly ParameterRow[]): readonly string[] {
  const required = parameters.filter((row) => row.required && !row.name.includes(".")).map(({ name }) => name)
  const open = required.map((name) => `${name}: …`)
  const chosen = parameters.find((row) => row.default !== undefined)
  const [preset] = Object.entries(presets)
  const long = (...members: readonly string[]) => `{ ${[`kind: ${kind}`, ...members].join(", ")} }`
  return [
    required.length === 0 ? kind : long(...open),
    ...(chosen === undefined ? [] : [long(...open, `${chosen.name}: ${chosen.default}`)]),
    ...(preset === undefined ? [] : [long(...openBeside(required, preset[1]), `preset: ${preset[0]}`)]),
  ]
}

/** Required parameters that a preset leaves open. */
function openBeside(required: readonly string[], preset: Readonly<Record<string, unknown>>): readonly string[] {
  return required.filter((name) => !Object.hasOwn(preset, name)).map((name) => `${name}: …`)
}

export interface NotationLeaf {
  readonly name: string
  /** Absent where a kind has no other name. */
  readonly title?: string
  readonly summary: string
  readonly sources?: readonly string[]
  readonly notation: Omit<NotationKind<unknown>, "summary">
  /** The parameter of a scenario that takes it. */
  readonly field: string
}

/** One of the kinds that a short text or a long object writes: an arrival process, a distribution, a choice of keys. */
export function notationText({ name, title, summary, sources = [], notation, field }: NotationLeaf): string {
  const { parameters, forms, positional, range } = notation
  const unnamed = (parameter: string) => parameter === positional || range?.includes(parameter) === true
  const rows = Object.entries(parameters).map(([parameter, { written, example }]) => [
    parameter,
    written === "structure" ? "a list" : `such as ${example}`,
    unnamed(parameter) ? "needs no name in the short form" : "",
  ])
  const takes = forms.map(({ required, optional = [] }) =>
    [...required, ...optional.map((parameter) => `[${parameter}]`)].join(" "),
  )
  return [
    ...head(name, title, summary),
    ...section("parameters", aligned(rows)),
    ...section(takes.length > 1 ? "takes one of" : "takes", indented(takes)),
    ...section("example", indented(notationExamples(name, notation).map((text) => `${field}: ${text}`))),
    ...section("sources", indented(sources)),
  ].join("\n")
}

/** The short form where its parameters can be written in one, and the long one. */
function notationExamples(name: string, notation: NotationLeaf["notation"]): readonly string[] {
  const required = notation.forms[0]?.required ?? []
  const parts = required.map((parameter) => notation.parameters[parameter])
  const members = required.map((parameter, at) => {
    const part = parts[at]
    return `${parameter}: ${part === undefined || part.written === "structure" ? "[…]" : part.example}`
  })
  const long = `{ ${[`kind: ${name}`, ...members].join(", ")} }`
  const hasShort = parts.every((part) => part !== undefined && part.written !== "structure")
  return hasShort ? [exampleOf(name, { ...notation, summary: "" }), long] : [long]
}

/** A product at a version: what it sets of its kind's parameters, in the place of which defaults. */
export function profileText(definition: AnyComponent, leaf: ProfileDefinition): string {
  const defaults = new Map(parametersOf(definition.params).map((row) => [row.name, row.default]))
  const rows = Object.entries(leaf.params).map(([name, value]) => {
    const usual = defaults.get(name)
    return [name, valueText(value), usual === undefined ? "instead of none" : `instead of ${usual}`]
  })
  return [
    ...head(leaf.profile, leaf.title, leaf.summary),
    ...section(`sets these parameters of ${definition.kind}`, aligned(rows)),
    ...section("example", [`  { kind: ${definition.kind}, profile: ${leaf.profile}, … }`]),
    ...section("sources", indented(leaf.sources)),
  ].join("\n")
}

/** An amount as one would write it, by what it is. */
const AMOUNTS = { none: undefined, factor: "3", share: "5%", duration: "50ms", rate: "10MB/s" } as const

/** A fault with what ends it, what it strikes and its amount. */
export function faultText({ verb, opposite, target, amount, amountDefault, title, summary }: FaultVerb): string {
  const value = AMOUNTS[amount]
  const rows = [
    ["ends with", opposite],
    ["strikes a", target],
    ["amount", amount, amountDefault === null || amount === "none" ? "" : `default ${amountDefault}`],
  ]
  const struck = target === "link" ? '"api -> store"' : "store"
  const members = ["at: 1m", "for: 10s", `do: ${verb}`, ...(value === undefined ? [] : [`amount: ${value}`])]
  const example = `faults: [{ ${[...members, `target: ${struck}`].join(", ")} }]`
  return [...head(verb, title, summary), "", ...aligned(rows), ...section("example", [`  ${example}`])].join("\n")
}

function head(name: string, title: string | undefined, summary: string): readonly string[] {
  return [title === undefined ? name : `${name}: ${title}`, "", summary]
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines]
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`)
}

/** Rows as columns, two blanks apart. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = []
  for (const row of rows)
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, cell.length)
    })
  return rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ")}`.trimEnd())
}

function membersText(params: Readonly<Record<string, unknown>>): string {
  return Object.entries(params)
    .map(([name, value]) => `${name}: ${valueText(value)}`)
    .join(", ")
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`
  if (typeof value === "object" && value !== null)
    return `{ ${membersText(Object.fromEntries(Object.entries(value)))} }`
  return String(value)
}
