import { parseLinkReference } from "../../../components/kit/reference.ts"
import { COMPONENTS } from "../../../scenarios/run/registry.ts"
import { parseText } from "../../../scenarios/text/parse.ts"
import { linkNames } from "../../../ui/document/completion/names.ts"
import type { ScenarioEdit } from "../../../ui/document/index.ts"
import { namesIn } from "../../../ui/document/names/estate.ts"

const kinds = [...COMPONENTS.values()].filter(({ isCompanion }) => isCompanion !== true).map(({ kind }) => kind)

/** What a picture of a scenario shows. */
export interface Picture {
  readonly names: readonly string[]
  readonly links: readonly string[]
}

export function pictureOf(text: string): Picture {
  const { data } = parseText(text)
  return { names: namesIn(data), links: linkNames(data) }
}

/** An edit that a picture of the scenario could lead to, made from whole numbers. */
export function editFrom({ names, links }: Picture, [what = 0, a = 0, b = 0, c = 0]: readonly number[]): ScenarioEdit {
  const name = (number: number) => names[number % names.length] ?? ""
  const { from, to } = linkOf(links[a % Math.max(1, links.length)] ?? `${name(a)} -> ${name(b)}`)
  const edits: readonly (() => ScenarioEdit)[] = [
    () => ({ do: "add-component", kind: kinds[a % kinds.length] ?? "" }),
    () => ({
      do: "add-component",
      kind: kinds[a % kinds.length] ?? "",
      name: `new-${b % 100}`,
      to: name(c),
      values: { replicas: 2 },
    }),
    () => ({ do: "rename-component", from: name(a), to: `other-${b % 100}` }),
    () => ({ do: "remove-component", component: name(a), withCallers: b % 2 === 0 }),
    () => ({ do: "connect", from: name(a), to: name(b) }),
    () => ({ do: "disconnect", from, to }),
    () => ({ do: "add-fault", verb: "crash", target: name(a), at: "5s", values: { for: "1s" } }),
    () => ({
      do: "add-fault",
      verb: "delay",
      target: `${from} -> ${to}`,
      at: "5s",
      values: { for: "1s", amount: "20ms" },
    }),
    () => ({ do: "set-link", from, to, field: ["loss"], value: `${b % 5}%` }),
    () => ({ do: "set-link", from, to, field: ["connections", "max"], value: 1 + (b % 50) }),
    () => ({ do: "set-policy", from, to, field: ["timeout"], value: `${1 + (b % 900)}ms` }),
    () => ({ do: "set-policy", from, to, field: ["retry", "attemptsMax"], value: 1 + (b % 5) }),
    () => ({ do: "set", path: ["components", name(a), "replicas"], value: 1 + (b % 9) }),
    () => ({ do: "set", path: ["components", name(a), "queue", "lengthMax"], value: b % 100 }),
    () => ({ do: "remove", path: ["components", name(a), "replicas"] }),
    () => ({ do: "remove", path: ["objectives", a % 3] }),
    () => ({ do: "remove", path: ["faults", 0] }),
  ]
  const made = edits[what % edits.length]
  if (made === undefined) throw new Error("there is no such edit")
  return made()
}

function linkOf(text: string): { readonly from: string; readonly to: string } {
  const parsed = parseLinkReference(text)
  return "value" in parsed ? parsed.value : { from: "", to: "" }
}
