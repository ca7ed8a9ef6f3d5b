import { openGraphEditing, removeFromDraft } from "../picture/state/graph-editing.ts"
import { discardDraft, redoDraft, runDraft, undoDraft } from "../state/draft-edits.ts"
import { shownBranch } from "../state/page.ts"
import type { Command, CommandContext } from "./command.ts"

const group = "Edit"

/** Changes of the draft, as text and as picture alike: while the editor is open. */
export const EDIT_COMMANDS: readonly Command[] = [
  { id: "undo", title: "Undo", group, keys: ["$mod+z"], isEnabled: isEditing, run: () => void undoDraft() },
  {
    id: "redo",
    title: "Do again what was undone",
    group,
    keys: ["$mod+y", "$mod+Shift+Z"],
    isEnabled: isEditing,
    run: () => void redoDraft(),
  },
  {
    id: "run-draft",
    title: "Run the draft as a branch of its own",
    group,
    keys: ["$mod+Enter"],
    isEnabled: hasDraft,
    run: ({ session }) => void runDraft(session),
  },
  {
    id: "discard-draft",
    title: "Discard the draft",
    group,
    keys: [],
    isEnabled: hasDraft,
    run: () => void discardDraft(),
  },
  {
    id: "add-component",
    title: "Add a component",
    group,
    keys: ["Shift+A"],
    isEnabled: isEditing,
    run: () => openGraphEditing({ do: "add", at: null }),
  },
  {
    id: "connect",
    title: "Have the selected component call another",
    group,
    keys: ["Shift+C"],
    isEnabled: (now) => isEditing(now) && nodeOf(now) !== null,
    run: (now) => withNode(now, (from) => openGraphEditing({ do: "connect", from })),
  },
  {
    id: "rename",
    title: "Rename the selected component",
    group,
    keys: ["F2"],
    isEnabled: (now) => isEditing(now) && nodeOf(now) !== null,
    run: (now) => withNode(now, (node) => openGraphEditing({ do: "rename", node })),
  },
  {
    id: "remove",
    title: "Remove the selected component or call",
    group,
    keys: ["Delete", "Backspace"],
    isEnabled: (now) => isEditing(now) && ["node", "edge"].includes(now.page.selection.kind),
    run: ({ page: { selection } }) => {
      if (selection.kind === "node" || selection.kind === "edge") void removeFromDraft(selection)
    },
  },
]

function isEditing({ page }: CommandContext): boolean {
  return page.isEditorOpen && page.branches.length > 0
}

function hasDraft(now: CommandContext): boolean {
  return isEditing(now) && shownBranch(now.page)?.text !== now.page.draft
}

function nodeOf({ page: { selection } }: CommandContext): string | null {
  return selection.kind === "node" ? selection.node : null
}

function withNode(now: CommandContext, then: (node: string) => void): void {
  const node = nodeOf(now)
  if (node !== null) then(node)
}
