import type { PageState } from "../state/page.ts"
import { isThemeName } from "../themes/shown-theme.ts"
import type { SharedScenario, SharedState, SharedView } from "./link/shared-state.ts"
import { interventionsOf } from "./shared-branches.ts"

/** What a link to the page as it is now carries; null while there is nothing to link to. `tNs` is the instant shown. */
export function sharedStateOf(page: PageState, tNs: number): SharedState | null {
  const { branches, stage, seed, selection, draft } = page
  const first = branches.find(({ parent }) => parent === null)
  if (stage === "invalid") return { scenario: { text: draft } }
  if (first === undefined) return null
  const interventions = interventionsOf(page)
  return {
    scenario: scenarioOf(page, first.text),
    ...(seed === null ? {} : { seed }),
    ...(interventions.length === 0 ? {} : { interventions }),
    ...(tNs === 0 ? {} : { timeNs: tNs }),
    ...(selection.kind === "none" ? {} : { selection }),
    ...viewOf(page),
  }
}

/** What a link says of how the page looks, as parts of its state. */
export function pageOf({ selection, view = {} }: SharedState): Partial<PageState> {
  const { panel, shown, theme } = view
  return {
    ...(selection === undefined ? {} : { selection }),
    ...(panel === undefined ? {} : { panel }),
    ...(shown === undefined || shown.toNs <= shown.fromNs ? {} : { shown }),
    ...(isThemeName(theme) ? { theme } : {}),
  }
}

function scenarioOf({ libraryName }: PageState, text: string): SharedScenario {
  return libraryName === null ? { text } : { library: libraryName }
}

/** Themes that a system chooses by itself are left to the system of whoever opens the link. */
function viewOf({ panel, shown, theme }: PageState): { readonly view?: SharedView } {
  const view: SharedView = {
    ...(panel === "overview" ? {} : { panel }),
    ...(shown === null ? {} : { shown }),
    ...(theme === "contrast" || theme === "projector" ? { theme } : {}),
  }
  return Object.keys(view).length === 0 ? {} : { view }
}
