import { type FormEvent, useEffect, useState } from "react"
import { useClock, useSession } from "../state/context.ts"
import { instantText, parseInstant } from "../words/time.ts"
import { closeDialog } from "./dialogs.ts"
import { goTo, jumpProblem } from "./steps.ts"

/** In the place of the clock: a time to go to. */
export function JumpField() {
  const session = useSession()
  const { tNs, endNs } = useClock()
  const [typed, setTyped] = useState(() => instantText(tNs))
  const [problem, setProblem] = useState<string | null>(null)
  useFocusAfter()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const ns = parseInstant(typed, endNs)
    const wrong = jumpProblem(ns, endNs)
    setProblem(wrong)
    if (wrong !== null || ns === null) return
    goTo(session, ns)
    closeDialog()
  }
  return (
    <form className="jump" onSubmit={submit}>
      <input
        className="field"
        data-testid="jump-field"
        aria-label="Time to go to, as 3m04s, 3:04.25, 250ms or 30%"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : "jump-problem"}
        // The person has just asked to type here.
        ref={(element) => element?.focus()}
        value={typed}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={closeDialog}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return
          event.stopPropagation()
          closeDialog()
        }}
      />
      {problem === null ? null : (
        <p id="jump-problem" role="alert" className="jump-problem">
          {problem}
        </p>
      )}
    </form>
  )
}

/** Gives the focus back to what had it, or to the clock that is there again; unless it has gone elsewhere. */
function useFocusAfter(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(() => {
    return () => {
      if (document.activeElement !== document.body) return
      const isThere = before !== document.body && before?.isConnected === true
      const to = isThere ? before : document.querySelector("[data-testid=clock]")
      if (to instanceof HTMLElement || to instanceof SVGElement) to.focus()
    }
  }, [before])
}
