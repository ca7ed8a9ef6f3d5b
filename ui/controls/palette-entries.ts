import { LIBRARY } from "../gallery/library.ts"
import { PANELS } from "../panels/index.ts"
import { shownBranch, usePage } from "../state/page.ts"
import type { Session } from "../state/session.ts"
import { instantText } from "../words/time.ts"
import { COMMANDS, contextOf, runCommand } from "./commands.ts"
import { fuzzyFilter } from "./fuzzy.ts"
import { goTo } from "./steps.ts"

/** A line of the palette. */
export interface PaletteEntry {
  readonly id: string
  /** "Command", "Node", "Moment", "Panel", "Scenario". */
  readonly kind: string
  readonly title: string
  /** What is searched beside the title. */
  readonly more: string
  readonly keys: readonly string[]
  run(): void
}

/** No more lines are shown (chosen: nobody reads further than they would type). */
const ENTRIES_MAX = 60

/** Everything there is to do or to see now, in the order of the table, narrowed to what was typed. */
export function paletteEntries(session: Session, typed: string): readonly PaletteEntry[] {
  const all = [...commands(session), ...nodes(session), ...marks(session), ...panels(), ...scenarios(session)]
  return fuzzyFilter(all, typed, ({ title, more }) => `${title} ${more}`).slice(0, ENTRIES_MAX)
}

function commands(session: Session): readonly PaletteEntry[] {
  const now = contextOf(session)
  return COMMANDS.filter((command) => command.id !== "palette" && command.isEnabled(now)).map(
    ({ id, title, group, keys }) => ({ id, kind: group, title, more: "", keys, run: () => runCommand(session, id) }),
  )
}

function nodes(session: Session): readonly PaletteEntry[] {
  const { nodes: known } = shownBranch(usePage.getState())?.topology ?? { nodes: [] }
  return known.map(({ name, title }) => {
    const run = () => session.select({ kind: "node", node: name })
    return { id: `node ${name}`, kind: "Node", title: name, more: title, keys: [], run }
  })
}

function marks(session: Session): readonly PaletteEntry[] {
  const known = usePage.getState().extent?.marks ?? []
  return known.map(({ id, kind, label, fromNs }) => {
    const run = () => goTo(session, fromNs)
    const more = `${kind} at ${instantText(fromNs)}`
    return { id: `mark ${id}`, kind: kind === "fault" ? "Fault" : "Breach", title: label, more, keys: [], run }
  })
}

function panels(): readonly PaletteEntry[] {
  const { selection } = usePage.getState()
  return PANELS.filter((panel) => panel.shows(selection)).map(({ id, title, summary }) => {
    const run = () => usePage.setState({ panel: id, isInspectorOpen: true })
    return { id: `panel ${id}`, kind: "Panel", title, more: summary, keys: [], run }
  })
}

function scenarios(session: Session): readonly PaletteEntry[] {
  return LIBRARY.map(({ name, question, text }) => {
    const run = () => void session.open(text, { libraryName: name })
    return { id: `scenario ${name}`, kind: "Scenario", title: name, more: question, keys: [], run }
  })
}
