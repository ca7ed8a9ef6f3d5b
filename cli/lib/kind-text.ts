import * as z from "zod"
import type { AnyComponent } from "../../components/kit/contract.ts"
import { hintOf } from "../../components/kit/hint.ts"

type Node = Readonly<Record<string, unknown>>

/** A kind of component with its parameters, profiles, measures and faults. */
export function kindText(definition: AnyComponent): string {
  const { kind, title, summary, sources, metrics, faults, profiles } = definition
  const parameters = Object.entries(propertiesOf(schemaOf(definition)))
  const width = Math.max(0, ...parameters.map(([name]) => name.length))
  return [
    `${kind}: ${title}`,
    "",
    summary,
    ...section(
      "parameters",
      parameters.map(([name, node]) => `  ${name.padEnd(width)}  ${describe(node)}`),
    ),
    ...section(
      "profiles",
      profiles.map(({ profile, summary: text }) => `  ${profile}  ${text}`),
    ),
    ...section(
      "measures",
      metrics.map(({ name, title: text, unit }) => `  ${name}  ${text} (${unit})`),
    ),
    ...section("faults", faults.length === 0 ? [] : [`  ${faults.join(", ")}`]),
    ...section(
      "sources",
      sources.map((source) => `  ${source}`),
    ),
  ].join("\n")
}

/** A parameter of a kind, by its path; undefined where there is none. */
export function parameterText(definition: AnyComponent, path: readonly string[]): string | undefined {
  let node: Node | undefined = schemaOf(definition)
  for (const step of path) node = node === undefined ? undefined : propertiesOf(node)[step]
  if (node === undefined) return undefined
  const below = Object.entries(propertiesOf(node)).map(([name, one]) => `  ${name}  ${describe(one)}`)
  const lines = [`${definition.kind}.${path.join(".")}`, "", String(node.description ?? "")]
  const facts = [typeText(node), defaultText(node)].filter((fact) => fact !== "")
  return [...lines, ...(facts.length > 0 ? ["", ...facts] : []), ...section("holds", below)].join("\n")
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines]
}

function schemaOf({ params }: AnyComponent): Node {
  return z.toJSONSchema(params, { io: "input", unrepresentable: "any" })
}

function propertiesOf(node: Node): Readonly<Record<string, Node>> {
  return typeof node.properties === "object" && node.properties !== null
    ? Object.fromEntries(Object.entries(node.properties))
    : {}
}

function describe(node: Node): string {
  const more = [typeText(node), defaultText(node)].filter((text) => text !== "").join("; ")
  return `${node.description ?? ""}${more === "" ? "" : ` (${more})`}`
}

function typeText(node: Node): string {
  const hint = hintOf(node)
  if (hint !== undefined) {
    const bounds = [hint.min === undefined ? "" : `from ${hint.min}`, hint.max === undefined ? "" : `to ${hint.max}`]
    return [`a ${hint.kind}`, ...bounds.filter((bound) => bound !== "")].join(" ")
  }
  if (Array.isArray(node.enum)) return node.enum.join(" | ")
  if (Array.isArray(node.anyOf))
    return node.anyOf.map((one: Node) => (one.const === undefined ? typeText(one) : String(one.const))).join(" or ")
  return typeof node.type === "string" ? node.type : ""
}

function defaultText(node: Node): string {
  return node.default === undefined
    ? ""
    : `default ${typeof node.default === "string" ? node.default : JSON.stringify(node.default)}`
}
