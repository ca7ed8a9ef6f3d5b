import { ARRIVALS } from "../../components/client/arrivals/notation.ts"
import type { AnyComponent } from "../../components/kit/contract.ts"
import { FAULT_VERBS } from "../../engine/index.ts"
import { COMPONENTS } from "../run/registry.ts"
import { type Leaf, STRATEGY_FAMILIES, type StrategyLeaf } from "./families.ts"
import { type ParameterRow, parametersOf } from "./parameters.ts"

/** A generated page: its path below docs/reference and its Markdown. */
export interface ReferencePage {
  readonly path: string
  readonly text: string
}

/** The reference, written from the registries: what a leaf declares is all that is known of it. */
export function referencePages(): readonly ReferencePage[] {
  const pages = [
    ...[...COMPONENTS.values()]
      .sort((a, b) => (a.kind < b.kind ? -1 : 1))
      .map((leaf) => page(`components/${leaf.kind}`, componentPage(leaf))),
    ...STRATEGY_FAMILIES.flatMap(({ folder, role, leaves }) =>
      [...leaves.values()].map((leaf) => page(`${folder}/${leaf.kind}`, strategyPage(leaf, role))),
    ),
    ...[...ARRIVALS.values()].map((leaf) =>
      page(`arrivals/${leaf.kind}`, [...head(leaf, "Arrival process"), ...sources(leaf)]),
    ),
    page("faults", faultsPage()),
  ]
  return [...pages, page("index", indexPage(pages))]
}

function page(path: string, lines: readonly string[]): ReferencePage {
  return { path: `${path}.md`, text: `${lines.join("\n").trimEnd()}\n` }
}

function head({ kind, title, summary }: Leaf, role: string): string[] {
  return [`# ${title}`, "", `${role} \`${kind}\`. ${summary}`, ""]
}

function componentPage(leaf: AnyComponent): string[] {
  return [
    ...head(leaf, "Component"),
    ...parameters(parametersOf(leaf.params)),
    ...(leaf.load === undefined ? [] : ["## Load", "", ...table(parametersOf(leaf.load))]),
    ...(leaf.profiles.length === 0 ? [] : ["## Profiles", ""]),
    ...leaf.profiles.map((one) => `- \`${one.profile}\`: ${one.summary}`),
    ...(leaf.profiles.length === 0 ? [] : [""]),
    ...measures(leaf.metrics),
    ...(leaf.faults.length === 0
      ? []
      : ["## Faults it obeys", "", leaf.faults.map((verb) => `\`${verb}\``).join(", "), ""]),
    ...sources(leaf),
  ]
}

function strategyPage(leaf: StrategyLeaf, role: string): string[] {
  const presets = Object.entries(leaf.presets).map(([name, params]) => `- \`${name}\`: \`${JSON.stringify(params)}\``)
  return [
    ...head(leaf, role),
    ...parameters(parametersOf(leaf.params)),
    ...(presets.length === 0 ? [] : ["## Presets", "", ...presets, ""]),
    ...measures(leaf.measures ?? []),
    ...sources(leaf),
  ]
}

function measures(list: readonly { readonly name: string; readonly title: string }[]): string[] {
  return list.length === 0 ? [] : ["## Measures", "", ...list.map(({ name, title }) => `- \`${name}\`: ${title}`), ""]
}

function parameters(rows: readonly ParameterRow[]): string[] {
  return rows.length === 0 ? ["It has no parameters.", ""] : ["## Parameters", "", ...table(rows)]
}

function table(rows: readonly ParameterRow[]): string[] {
  const cell = (text: string) => text.replaceAll("|", "\\|")
  const lines = rows.map((row) => {
    const fallback = row.default === undefined ? (row.required ? "required" : "") : `\`${cell(row.default)}\``
    return `| \`${row.name}\` | ${cell(row.type)} | ${fallback} | ${cell(row.description)} |`
  })
  return ["| parameter | type | default | what it does |", "| --- | --- | --- | --- |", ...lines, ""]
}

function sources({ sources: list }: Leaf): string[] {
  return ["## Sources", "", ...list.map((source) => `- ${source}`)]
}

function faultsPage(): string[] {
  const lines = FAULT_VERBS.map(
    ({ verb, opposite, target, amount, summary }) =>
      `| \`${verb}\` | \`${opposite}\` | ${target} | ${amount} | ${summary} |`,
  )
  return [
    "# Faults",
    "",
    "| verb | ends with | strikes a | amount | what happens |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
  ]
}

function indexPage(pages: readonly ReferencePage[]): string[] {
  return [
    "# Reference",
    "",
    "Written from the registry; do not edit.",
    "",
    ...pages.map(({ path }) => `- [${path.replace(/\.md$/, "")}](${path})`),
  ]
}
