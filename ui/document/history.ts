/** The texts of a document, for undo and redo: one history for whoever edits it, as text or as picture. */
export interface History {
  readonly past: readonly Entry[]
  readonly present: Entry
  readonly future: readonly Entry[]
}

export interface Entry {
  readonly text: string
  /** What led to this text, in a few words: `typing`, `rename pay to till`. */
  readonly label: string
  /** When, in ms of any clock that goes forwards. */
  readonly atMs: number
  /** Typing goes on from the entry before: the caret's offset behind the last change. */
  readonly typedTo: number | undefined
}

/** Undo goes back so far (chosen). */
const entriesMax = 500
/** A pause that ends a stretch of typing (chosen; editors take half a second to a second). */
const pauseMs = 1000

export function newHistory(text: string): History {
  return { past: [], present: { text, label: "", atMs: 0, typedTo: undefined }, future: [] }
}

export interface Change {
  readonly text: string
  readonly label: string
  readonly atMs: number
  /** For typing: the caret's offset behind it. What is typed without a pause and in one place is undone at once. */
  readonly typedTo?: number
}

/** The history after a change; what could be redone is gone. A text that is the present one changes nothing. */
export function changed(history: History, change: Change): History {
  const { past, present } = history
  const { text, label, atMs, typedTo } = change
  if (text === present.text) return history
  const entry: Entry = { text, label, atMs, typedTo }
  if (goesOn(present, entry)) return { past, present: entry, future: [] }
  return { past: [...past, present].slice(-entriesMax), present: entry, future: [] }
}

/** Whether an entry goes on with the typing of the one before: soon after, next to it, and on the same line. */
function goesOn(before: Entry, { text, typedTo, atMs }: Entry): boolean {
  if (before.typedTo === undefined || typedTo === undefined || atMs - before.atMs > pauseMs) return false
  const grown = text.length - before.text.length
  const typed = grown > 0 ? text.slice(typedTo - grown, typedTo) : ""
  if (typed.includes("\n")) return false
  return grown > 0 ? typedTo - grown === before.typedTo : before.typedTo + grown === typedTo
}

export function canUndo({ past }: History): boolean {
  return past.length > 0
}

export function canRedo({ future }: History): boolean {
  return future.length > 0
}

/** The text before; the same history where there is none. */
export function undone(history: History): History {
  const { past, present, future } = history
  const before = past.at(-1)
  if (before === undefined) return history
  return { past: past.slice(0, -1), present: before, future: [present, ...future] }
}

/** The text that was undone last; the same history where there is none. */
export function redone(history: History): History {
  const { past, present, future } = history
  const [next, ...rest] = future
  if (next === undefined) return history
  return { past: [...past, present], present: next, future: rest }
}
