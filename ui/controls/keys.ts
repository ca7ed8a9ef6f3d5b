import { useEffect } from "react"
import { createKeybindingsHandler } from "tinykeys"
import { create } from "zustand"
import type { Session } from "../state/session.ts"
import { readStored, writeStored } from "../state/stored.ts"
import { COMMANDS, runCommand } from "./commands.ts"

/** Keys without Ctrl or ⌘ can be turned off, as WCAG 2.1.4 asks: speech input would press them. */
export const useSingleKeys = create<{ readonly isOn: boolean }>(() => ({ isOn: readStored("single-keys") !== "off" }))

export function setSingleKeys(isOn: boolean): void {
  useSingleKeys.setState({ isOn })
  writeStored("single-keys", isOn ? "on" : "off")
}

/** Held down, these are done again and again. */
const REPEATING = new Set(["step", "step-back", "step-selected", "step-selected-back", "slower", "faster"])

/** Has the keys of all commands work on the whole page. */
export function useKeys(session: Session): void {
  useEffect(() => {
    const bindings: Record<string, (event: KeyboardEvent) => void> = {}
    for (const { id, keys } of COMMANDS) {
      for (const key of keys) {
        bindings[key] = (event) => {
          if (event.repeat && !REPEATING.has(id)) return
          event.preventDefault()
          runCommand(session, id)
        }
      }
    }
    const handler = createKeybindingsHandler(bindings, { ignore: isForAnother })
    addEventListener("keydown", handler)
    return () => removeEventListener("keydown", handler)
  }, [session])
}

/** Where keys are text. */
const TYPING = "textarea, select, [contenteditable], input:not([type=range])"

/** Whether the element that has the focus wants the key itself, or keys are off. */
function isForAnother(event: KeyboardEvent): boolean {
  if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]") !== null) return true
  // The text editor is a shadow tree, in which `target` is its host.
  const target = event.composedPath()[0]
  const isTyping = target instanceof Element && target.closest(TYPING) !== null
  // A field undoes what was typed into it.
  if (event.ctrlKey || event.metaKey) return isTyping && /^[zy]$/i.test(event.key)
  if (!useSingleKeys.getState().isOn && event.key !== "Escape") return true
  if (isTyping) return true
  if (!(target instanceof Element)) return false
  if (target.matches("input[type=range]") && (event.key === "Home" || event.key === "End")) return true
  const presses = event.key === " " || event.key === "Enter"
  return presses && target.closest("button, a, summary, [role=button], [role=tab], [role=option]") !== null
}
