import { create } from "zustand"
import {
  applyEdit,
  type Change,
  changed,
  type EditOptions,
  fixed,
  type History,
  newHistory,
  problemsOf,
  type Refusal,
  redone,
  type ScenarioEdit,
  type TextProblem,
  undone,
} from "../document/index.ts"
import { usePage } from "../state/page.ts"

/** What the editor holds: one history for text, picture and form. */
interface DraftState {
  readonly history: History
  readonly problems: readonly TextProblem[]
  /** Why the last edit was not carried out; null after one that was. */
  readonly refusal: Refusal | null
}

export const useDraft = create<DraftState>(() => stateOf(newHistory("")))

/** The text as it stands. */
export function draftText(): string {
  return useDraft.getState().history.present.text
}

/** Takes over a text from outside, such as another scenario's: its history begins anew. */
export function adoptText(text: string): void {
  if (text !== draftText()) useDraft.setState(stateOf(newHistory(text)))
}

/** The person has typed: `typedTo` is the caret behind it. */
export function typeText(text: string, typedTo: number): void {
  record({ text, label: "typing", atMs: performance.now(), typedTo })
}

/** Carries an edit out, unless it would bring an error. True where it was. */
export function edit(label: string, change: ScenarioEdit, options: EditOptions = {}): boolean {
  const result = applyEdit(draftText(), change, options)
  if ("refusal" in result) {
    useDraft.setState({ refusal: result.refusal })
    return false
  }
  record({ text: result.text, label, atMs: performance.now() })
  return true
}

/** Puts another text in the place of the draft, as one change that can be undone. */
export function replaceText(text: string, label: string): void {
  record({ text, label, atMs: performance.now() })
}

/** Carries out what a problem suggests. */
export function fix(problem: TextProblem): void {
  record({ text: fixed(draftText(), problem), label: "fix", atMs: performance.now() })
}

export function undo(): void {
  show(undone(useDraft.getState().history))
}

export function redo(): void {
  show(redone(useDraft.getState().history))
}

function record(change: Change): void {
  show(changed(useDraft.getState().history, change))
}

function show(history: History): void {
  if (history === useDraft.getState().history) return
  useDraft.setState(stateOf(history))
  usePage.setState({ draft: history.present.text })
}

function stateOf(history: History): DraftState {
  return { history, problems: problemsOf(history.present.text), refusal: null }
}
