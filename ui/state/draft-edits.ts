import { notify } from "../controls/notice.ts"
import type { Kind, Refusal, ScenarioEdit } from "../document/index.ts"
import { type Place, shownBranch, usePage } from "./page.ts"
import type { Session } from "./session.ts"

/** The editor's draft, which comes with the scenario language: both are fetched when they are needed first. */
async function loadDraft() {
  const draft = await import("../editor/draft.ts")
  draft.adoptText(usePage.getState().draft)
  return draft
}

/** Carries an edit out on the draft. Null, or why it was not. */
export async function editDraft(label: string, change: ScenarioEdit): Promise<Refusal | null> {
  const { edit, useDraft } = await loadDraft()
  return edit(label, change) ? null : useDraft.getState().refusal
}

export async function undoDraft(): Promise<void> {
  const { undo, draftText } = await loadDraft()
  const before = draftText()
  undo()
  if (draftText() === before) notify("There is nothing to undo.")
}

export async function redoDraft(): Promise<void> {
  const { redo, draftText } = await loadDraft()
  const before = draftText()
  redo()
  if (draftText() === before) notify("There is nothing to do again.")
}

/** Runs the draft as a branch of its own, from its beginning. */
export async function runDraft(session: Session): Promise<void> {
  const { draftText, useDraft } = await loadDraft()
  const { label } = useDraft.getState().history.present
  const { branch, problems } = await session.fork(draftText(), 0, label || "edited")
  if (branch === null) notify(`It cannot run: ${problems[0]?.message ?? "the scenario has errors"}.`)
}

/** Puts the text of the shown branch back. It can be undone. */
export async function discardDraft(): Promise<void> {
  const text = shownBranch(usePage.getState())?.text
  if (text !== undefined) (await loadDraft()).replaceText(text, "discard the draft")
}

/** Tells why something was not done; true where it was. */
export function tellRefusal(refusal: Refusal | null): boolean {
  if (refusal !== null) notify(`Not done: ${refusal.message}.`)
  return refusal === null
}

export interface NewComponent {
  readonly kind: Pick<Kind, "kind" | "hasLoad">
  /** The component that is selected: it calls the new one, or is called by it, where that fits. */
  readonly beside: string | null
  /** Where it is to stand; null where the layout puts it. */
  readonly at: Place | null
}

/** Adds a component and connects it where that fits. Its name, or null where it was refused. */
export async function addComponent({ kind, beside, at }: NewComponent): Promise<string | null> {
  const { draftText } = await loadDraft()
  const { newNameFor } = await import("../document/index.ts")
  const name = newNameFor(draftText(), kind.kind)
  let first: Refusal | null = null
  for (const change of waysToAdd(kind, name, beside)) {
    const refusal = await editDraft(`add ${name}`, change)
    if (refusal === null) {
      if (at !== null) usePage.setState(({ places }) => ({ places: { ...places, [name]: at } }))
      if (first !== null) notify(`${name} is added and not connected with ${beside}: ${first.message}.`)
      return name
    }
    first ??= refusal
  }
  tellRefusal(first)
  return null
}

/** What is tried in turn: with a call from or to the selected component, then without. */
export function waysToAdd(
  { kind, hasLoad }: NewComponent["kind"],
  name: string,
  beside: string | null,
): readonly ScenarioEdit[] {
  const add = { do: "add-component", kind, name } as const
  if (beside === null) return [add]
  // Nobody calls what has a load: it calls.
  if (hasLoad) return [{ ...add, to: beside }, add]
  return [{ do: "all", edits: [add, { do: "connect", from: beside, to: name }] }, add]
}

export async function connectComponents(from: string, to: string): Promise<boolean> {
  return tellRefusal(await editDraft(`connect ${from} to ${to}`, { do: "connect", from, to }))
}

/** Gives a component another name; it stays selected, and where it was put by hand. */
export async function renameComponent(session: Session, from: string, to: string): Promise<boolean> {
  if (!tellRefusal(await editDraft(`rename ${from} to ${to}`, { do: "rename-component", from, to }))) return false
  usePage.setState(({ places }) => {
    const { [from]: place, ...others } = places
    return place === undefined ? {} : { places: { ...others, [to]: place } }
  })
  session.select({ kind: "node", node: to })
  return true
}

export async function removeComponent(component: string, withCallers: boolean): Promise<Refusal | null> {
  const change: ScenarioEdit = { do: "remove-component", component, ...(withCallers ? { withCallers } : {}) }
  const refusal = await editDraft(`remove ${component}`, change)
  if (refusal === null) usePage.setState({ selection: { kind: "none" } })
  return refusal
}

export async function disconnectComponents(from: string, to: string): Promise<boolean> {
  const refusal = await editDraft(`disconnect ${from} from ${to}`, { do: "disconnect", from, to })
  if (refusal === null) usePage.setState({ selection: { kind: "none" } })
  return tellRefusal(refusal)
}
