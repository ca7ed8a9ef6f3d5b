import { create } from "zustand"
import { disconnectComponents, removeComponent, tellRefusal } from "../../state/draft-edits.ts"
import { type Place, usePage } from "../../state/page.ts"
import type { Target } from "./pointing.ts"

/** What is opened over the picture to edit it, one at a time. */
export type GraphEditing =
  /** Kinds to add one of; it stands at a place where a pointer said which. */
  | { readonly do: "add"; readonly at: Place | null }
  /** Whom a component is to call. */
  | { readonly do: "connect"; readonly from: string }
  | { readonly do: "rename"; readonly node: string }
  /** Others would go, too: `message` says which. */
  | { readonly do: "confirm"; readonly node: string; readonly message: string }

export const useGraphEditing = create<{ readonly open: GraphEditing | null }>(() => ({ open: null }))

export function openGraphEditing(open: GraphEditing): void {
  useGraphEditing.setState({ open })
}

export function closeGraphEditing(): void {
  useGraphEditing.setState({ open: null })
}

/** Takes a node or an edge out of the draft. Where others would go with a node it is asked first. */
export async function removeFromDraft(target: Target): Promise<void> {
  if (target.kind === "edge") {
    if (await disconnectComponents(target.from, target.to)) focusPicture()
    return
  }
  const refusal = await removeComponent(target.node, false)
  if (refusal?.reason === "callers") openGraphEditing({ do: "confirm", node: target.node, message: refusal.message })
  else if (tellRefusal(refusal)) focusPicture()
}

/** What had the focus goes with its node: the next press of a key is the picture's all the same. */
export function focusPicture(): void {
  document.getElementById("picture")?.focus({ preventScroll: true })
}

/** The picture can be edited for as long as the editor is open beside it. */
export function useIsEditable(): boolean {
  return usePage((state) => state.isEditorOpen)
}
