import { type FormEvent, useEffect, useState } from "react"
import { CommandButton } from "../controls/command-button.tsx"
import { useSession } from "../state/context.ts"
import { shownBranch, usePage } from "../state/page.ts"
import { RunState } from "./run-state.tsx"
import { ThemeChoice } from "./theme-choice.tsx"
import "./top-bar.css"

/** What is being looked at, how far it has run, and what concerns the page as a whole. */
export function TopBar() {
  const name = usePage((state) => shownBranch(state)?.topology.scenario.name ?? state.libraryName)
  const question = usePage((state) => shownBranch(state)?.topology.scenario.question)
  return (
    <header className="topbar" data-testid="topbar">
      <div className="topbar-side">
        <Wordmark />
        <CommandButton id="editor" icon="editor" name="Editor" />
      </div>
      <div className="topbar-title">
        <h1>{name ?? "Orrery"}</h1>
        {question === undefined ? null : <p title={question}>{question}</p>}
      </div>
      <div className="topbar-side is-end">
        <RunState />
        <Seed />
        <CommandButton id="gallery" icon="gallery" name="Gallery">
          <span className="is-wide-only">Gallery</span>
        </CommandButton>
        <CommandButton id="palette" icon="search" />
        <CommandButton id="share" icon="share" />
        <ThemeChoice />
        <CommandButton id="help" icon="help" />
        <CommandButton id="inspector" icon="inspector" name="Inspector" />
      </div>
    </header>
  )
}

/** Orbits about a centre, on the icons' grid. */
function Wordmark() {
  return (
    <span className="wordmark" aria-hidden="true">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" />
        <circle cx="8" cy="8" r="3.25" />
        <circle className="solid" cx="8" cy="8" r="1.25" />
        <circle className="wordmark-planet" cx="12.4" cy="3.6" r="1.6" />
      </svg>
    </span>
  )
}

/** The run's seed. Another is another run of the same scenario. */
function Seed() {
  const session = useSession()
  const seed = usePage((state) => shownBranch(state)?.topology.scenario.seed)
  const [typed, setTyped] = useState("")
  useEffect(() => setTyped(seed ?? ""), [seed])
  if (seed === undefined) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { branches, libraryName } = usePage.getState()
    const first = branches.find(({ parent }) => parent === null)
    if (typed === seed || typed === "" || first === undefined) return
    void session.open(first.text, { seed: typed, ...(libraryName === null ? {} : { libraryName }) })
  }
  return (
    <form
      className="seed is-wide-only"
      onSubmit={submit}
      title="Seed: the same seed gives the same run. Enter runs another"
    >
      <label>
        <span>Seed</span>
        <input
          className="field"
          data-testid="seed"
          size={6}
          spellCheck={false}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
    </form>
  )
}
