import type { EditorView } from "@codemirror/view"
import { useEffect, useRef } from "react"
import { makeEditor, showProblems, showText, type TextListener } from "./code-mirror.ts"
import { draftText, fix, redo, typeText, undo, useDraft } from "./draft.ts"

/** The scenario as text: the command's errors and their fixes, completion, and one history with picture and form. */
export function TextEditor({ onRun }: { readonly onRun: () => void }) {
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView | null>(null)
  const listener = useRef<TextListener>({ typed: typeText, undo, redo, run: onRun, fix })
  listener.current = { ...listener.current, run: onRun }
  const text = useDraft((state) => state.history.present.text)
  const problems = useDraft((state) => state.problems)
  useEffect(() => {
    const element = host.current
    if (element === null) return
    const root = element.shadowRoot ?? element.attachShadow({ mode: "open" })
    const told: TextListener = {
      typed: (...words) => listener.current.typed(...words),
      undo: () => listener.current.undo(),
      redo: () => listener.current.redo(),
      run: () => listener.current.run(),
      fix: (problem) => listener.current.fix(problem),
    }
    const made = makeEditor(root, draftText(), told)
    editor.current = made
    return () => made.destroy()
  }, [])
  useEffect(() => {
    if (editor.current === null) return
    showText(editor.current, text)
    showProblems(editor.current, problems, listener.current)
  }, [text, problems])
  return <div ref={host} className="text-editor" data-testid="editor-text" />
}
