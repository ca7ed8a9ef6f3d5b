import type { Branch, PageState } from "../state/page.ts"
import type { Intervention } from "./link/shared-state.ts"
import { type Splice, spliceBetween, spliced } from "./splice.ts"

/** A branch of a link: what to run from where. Numbers are places in the link's list of branches, 0 for the first. */
export interface SharedBranch {
  readonly parent: number
  readonly atNs: number
  readonly label: string
  readonly text: string
}

/** What of the branches was on the screen. */
export interface ShownBranches {
  readonly show: number
  readonly other: number | null
}

/** The branches behind the first as a link carries them: each the splice that makes its text of its parent's. */
export function interventionsOf({ branches, branch, other }: PageState): readonly Intervention[] {
  const placeOf = (id: number | null) => branches.findIndex((one) => one.id === id)
  const shown = { show: placeOf(branch), other: other === null ? null : placeOf(other) }
  return branches.slice(1).map((each, index) => {
    const parent = Math.max(0, placeOf(each.parent))
    const splice = spliceBetween(textAt(branches, parent), each.text)
    return { atNs: each.atNs, edits: [{ parent, label: each.label, ...splice }, ...(index === 0 ? [shown] : [])] }
  })
}

/** The branches of a link whose first has the text, in order. Null where the link says what no page has written. */
export function branchesOf(first: string, interventions: readonly Intervention[]): readonly SharedBranch[] | null {
  const texts = [first]
  const branches: SharedBranch[] = []
  for (const { atNs, edits } of interventions) {
    const edit = readEdit(edits[0])
    const from = edit === null ? undefined : texts[edit.parent]
    if (edit === null || from === undefined) return null
    const text = spliced(from, edit)
    texts.push(text)
    branches.push({ parent: edit.parent, atNs, label: edit.label, text })
  }
  return branches
}

export function shownBranchesOf(interventions: readonly Intervention[]): ShownBranches {
  const said = recordOf(interventions[0]?.edits[1])
  const placeOf = (value: unknown) => (isCount(value) && value <= interventions.length ? value : null)
  return { show: placeOf(said.show) ?? 0, other: placeOf(said.other) }
}

function textAt(branches: readonly Branch[], place: number): string {
  return branches[place]?.text ?? ""
}

function readEdit(value: unknown): (Splice & { readonly parent: number; readonly label: string }) | null {
  const { parent, label, at, removed, inserted } = recordOf(value)
  if (!isCount(parent) || !isCount(at) || !isCount(removed)) return null
  return typeof label === "string" && typeof inserted === "string" ? { parent, label, at, removed, inserted } : null
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {}
}
