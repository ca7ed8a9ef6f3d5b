import { openFaultMenuFor } from "../picture/faults/open-for.ts"
import { usePage } from "../state/page.ts"
import { chooseTheme } from "../themes/shown-theme.ts"
import { THEMES, type ThemeName } from "../themes/themes.ts"
import { useRegion } from "../timeline/region.ts"
import { type Command, type CommandContext, hasRun } from "./command.ts"
import { openDialog } from "./dialogs.ts"

const THEME_TITLES: Readonly<Record<ThemeName, string>> = {
  auto: "Theme of the system",
  light: "Light theme",
  dark: "Dark theme",
  contrast: "High-contrast theme",
  projector: "Projector theme",
}

/** Branches, what lies beside the picture, and what opens over it. */
export const LOOK_COMMANDS: readonly Command[] = [
  {
    id: "swap",
    title: "Swap the two branches that are compared",
    group: "Compare",
    keys: ["w"],
    isEnabled: ({ page }) => page.other !== null,
    run: ({ session, page }) => page.other !== null && session.show(page.other),
  },
  {
    id: "parent",
    title: "Compare with the branch this one left, or no more",
    group: "Compare",
    keys: ["c"],
    isEnabled: ({ page }) => page.other !== null || parentOf(page) !== null,
    run: ({ session, page }) => session.compareWith(page.other === null ? parentOf(page) : null),
  },
  {
    id: "inspector",
    title: "Open or close the inspector",
    group: "Look",
    keys: ["i"],
    isEnabled: () => true,
    run: ({ page }) => usePage.setState({ isInspectorOpen: !page.isInspectorOpen }),
  },
  {
    id: "editor",
    title: "Open or close the editor",
    group: "Look",
    keys: ["e"],
    isEnabled: () => true,
    run: ({ page }) => usePage.setState({ isEditorOpen: !page.isEditorOpen }),
  },
  {
    id: "fault",
    title: "Bring a fault on what is selected, now",
    group: "Look",
    keys: ["x"],
    isEnabled: ({ page: { selection } }) => selection.kind === "node" || selection.kind === "edge",
    run: ({ page: { selection } }) => {
      if (selection.kind === "node" || selection.kind === "edge") openFaultMenuFor(selection)
    },
  },
  {
    id: "deselect",
    title: "Select nothing",
    group: "Look",
    keys: ["Escape"],
    isEnabled: ({ page }) => page.selection.kind !== "none" || useRegion.getState().region !== null,
    run: ({ session }) => {
      useRegion.setState({ region: null })
      session.select({ kind: "none" })
    },
  },
  ...THEMES.map((theme): Command => {
    const run = () => chooseTheme(theme)
    return { id: `theme-${theme}`, title: THEME_TITLES[theme], group: "Look", keys: [], isEnabled: () => true, run }
  }),
  dialog("palette", "Search for anything to do or to see", ["$mod+k", "[Shift]+/"]),
  dialog("gallery", "Open a scenario of the gallery", ["o"]),
  dialog("share", "Share what is on the screen", ["s"], hasRun),
  dialog("help", "Keys", ["[Shift]+?"]),
]

export { THEME_TITLES }

function dialog(
  id: "palette" | "gallery" | "share" | "help",
  title: string,
  keys: readonly string[],
  isEnabled: Command["isEnabled"] = () => true,
): Command {
  return { id, title, group: "Open", keys, isEnabled, run: () => openDialog(id) }
}

function parentOf({ branches, branch }: CommandContext["page"]): number | null {
  return branches.find(({ id }) => id === branch)?.parent ?? null
}
