import { autocompletion, type CompletionContext, completionKeymap } from "@codemirror/autocomplete"
import { defaultKeymap } from "@codemirror/commands"
import { yaml } from "@codemirror/lang-yaml"
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language"
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint"
import { EditorState, type Extension } from "@codemirror/state"
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view"
import { tags } from "@lezer/highlight"
import { completionsAt, type TextProblem } from "../document/index.ts"

/** What the editor tells. */
export interface TextListener {
  /** Something was typed; the caret is behind it. */
  typed(text: string, caret: number): void
  undo(): void
  redo(): void
  run(): void
  fix(problem: TextProblem): void
}

/** An editor in a shadow root: style sheets that scripts make are allowed there by a policy that forbids style elements. */
export function makeEditor(parent: ShadowRoot, text: string, listener: TextListener): EditorView {
  const state = EditorState.create({ doc: text, extensions: extensions(listener) })
  return new EditorView({ state, parent, root: parent })
}

/** Shows another text, with the caret where it was; nothing is said to be typed. */
export function showText(view: EditorView, text: string): void {
  const before = view.state.doc.toString()
  if (text === before) return
  const change = changeBetween(before, text)
  view.dispatch({ changes: change, annotations: [] })
}

/** Underlines what is wrong, with the fix as a button where there is one. */
export function showProblems(view: EditorView, problems: readonly TextProblem[], listener: TextListener): void {
  const { length } = view.state.doc
  const diagnostics = problems.map((problem): Diagnostic => {
    const from = Math.min(problem.start, length)
    const to = Math.min(Math.max(problem.end, from), length)
    const fixes = problem.suggestion === undefined ? [] : [{ name: "Fix", apply: () => listener.fix(problem) }]
    return { from, to, severity: problem.severity, message: problem.message, source: problem.code, actions: fixes }
  })
  view.dispatch(setDiagnostics(view.state, diagnostics))
}

function extensions(listener: TextListener): Extension {
  const ours = [
    { key: "Mod-z", run: doing(() => listener.undo()), preventDefault: true },
    { key: "Mod-y", mac: "Mod-Shift-z", run: doing(() => listener.redo()), preventDefault: true },
    { key: "Mod-Shift-z", run: doing(() => listener.redo()), preventDefault: true },
    { key: "Mod-Enter", run: doing(() => listener.run()), preventDefault: true },
  ]
  return [
    lineNumbers(),
    drawSelection(),
    highlightActiveLine(),
    indentUnit.of("  "),
    yaml(),
    syntaxHighlighting(colours),
    lintGutter(),
    autocompletion({ override: [complete], icons: false }),
    // Tab goes on to what follows the text, as everywhere (WCAG 2.1.2); Ctrl+] indents.
    keymap.of([...ours, ...completionKeymap, ...lintKeymap, ...defaultKeymap]),
    EditorView.contentAttributes.of({ "aria-label": "Scenario as text", tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      const isTyped = update.transactions.some(
        (one) => one.isUserEvent("input") || one.isUserEvent("delete") || one.isUserEvent("move"),
      )
      if (update.docChanged && isTyped) listener.typed(update.state.doc.toString(), update.state.selection.main.head)
    }),
    look,
  ]
}

function doing(what: () => void): () => boolean {
  return () => {
    what()
    return true
  }
}

function complete(context: CompletionContext) {
  const text = context.state.doc.toString()
  const found = completionsAt(text, context.pos)
  const [first] = found
  if (first === undefined) return null
  // Unasked they come up with the first letter only.
  if (!context.explicit && first.start === context.pos) return null
  const options = found.map(({ label, insert, detail, docs, kind }) => ({
    label,
    apply: insert,
    detail,
    type: kind,
    ...(docs === "" ? {} : { info: docs }),
  }))
  return { from: first.start, to: first.end, options, filter: true }
}

/** The one stretch in which two texts differ. */
function changeBetween(before: string, after: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from++
  let same = 0
  while (same < shorter - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same++
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) }
}

const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--ink)", fontWeight: "600" },
  { tag: [tags.string, tags.content], color: "var(--ink)" },
  { tag: [tags.separator, tags.squareBracket, tags.brace, tags.punctuation], color: "var(--muted)" },
])

const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--surface)", color: "var(--ink)", fontSize: "var(--text-s)" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--muted)", border: "none" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-activeLine": { backgroundColor: "var(--sunken)" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "-2px" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection)" },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
    border: "var(--hairline) solid var(--line-strong)",
    borderRadius: "var(--radius)",
    maxWidth: "40ch",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--selection)", color: "var(--ink)" },
  ".cm-completionDetail": { color: "var(--muted)", fontStyle: "normal" },
  ".cm-diagnostic": { borderLeft: "3px solid var(--danger)", padding: "4px 8px" },
  ".cm-diagnosticAction": { backgroundColor: "var(--ink)", color: "var(--surface)" },
})
