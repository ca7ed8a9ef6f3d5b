import { type KeyboardEvent, useEffect, useRef } from "react"
import { PANELS } from "../panels/index.ts"
import type { Panel } from "../panels/panel.ts"
import { useSession } from "../state/context.ts"
import { type Selection, shownBranch, usePage } from "../state/page.ts"
import { Boundary } from "./boundary.tsx"
import { Icon } from "./icons.tsx"
import "./inspector.css"

/** Panels about what is selected, one at a time. */
export function Inspector() {
  const selection = usePage((state) => state.selection)
  const wanted = usePage((state) => state.panel)
  const hasRun = usePage(({ branches }) => branches.length > 0)
  const panels = PANELS.filter((panel) => panel.shows(selection))
  useOwnPanel(selection, wanted)
  const open = panels.find(({ id }) => id === wanted) ?? panels[0]
  return (
    <>
      {hasRun ? <Selected selection={selection} /> : <p className="region-note">Nothing has run yet.</p>}
      {open === undefined || !hasRun ? null : (
        <>
          <Tabs panels={panels} open={open} />
          <div
            className="panel"
            role="tabpanel"
            id={`panel-${open.id}`}
            aria-labelledby={`tab-${open.id}`}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a tab panel scrolls, and is reached so by keyboard
            tabIndex={0}
            data-testid={`panel-${open.id}`}
          >
            <Boundary what="This panel" resetKey={`${open.id} ${JSON.stringify(selection)}`} key={open.id}>
              <open.Body />
            </Boundary>
          </div>
        </>
      )}
    </>
  )
}

/**
 * When something of another kind is selected: the panel that was open for this kind, or the one that is there for it.
 * Whoever has said at once which panel it is to be gets that.
 */
function useOwnPanel(selection: Selection, panel: string): void {
  const before = useRef({ kind: selection.kind, panel })
  const openFor = useRef(new Map<Selection["kind"], string>())
  useEffect(() => {
    const last = before.current
    before.current = { kind: selection.kind, panel }
    if (last.kind === selection.kind || last.panel !== panel) return
    openFor.current.set(last.kind, panel)
    const own = PANELS.find((each) => each.shows(selection) && !each.shows({ kind: "none" }))
    const wanted = openFor.current.get(selection.kind) ?? own?.id
    if (wanted !== undefined) usePage.setState({ panel: wanted })
  }, [selection, panel])
}

function Tabs({ panels, open }: { readonly panels: readonly Panel[]; readonly open: Panel }) {
  const list = useRef<HTMLDivElement>(null)
  const choose = (at: number) => {
    const panel = panels.at(at % panels.length)
    if (panel === undefined) return
    usePage.setState({ panel: panel.id })
    list.current?.querySelector<HTMLElement>(`#tab-${panel.id}`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = panels.indexOf(open)
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    choose(to)
  }
  return (
    <div className="tabs" role="tablist" aria-label="Panels" tabIndex={-1} ref={list} onKeyDown={onKeyDown}>
      {panels.map((panel) => (
        <button
          key={panel.id}
          type="button"
          role="tab"
          id={`tab-${panel.id}`}
          data-testid={`tab-${panel.id}`}
          aria-selected={panel === open}
          aria-controls={panel === open ? `panel-${panel.id}` : undefined}
          tabIndex={panel === open ? 0 : -1}
          title={panel.summary}
          onClick={() => usePage.setState({ panel: panel.id })}
        >
          {panel.title}
        </button>
      ))}
    </div>
  )
}

/** What the panels are about. */
function Selected({ selection }: { readonly selection: Selection }) {
  const session = useSession()
  const title = usePage((state) => {
    const node = selection.kind === "node" ? selection.node : null
    return shownBranch(state)?.topology.nodes.find(({ name }) => name === node)?.title
  })
  const name = selectedName(selection)
  return (
    <div className="selected">
      <h2>{name ?? "The whole run"}</h2>
      {title === undefined ? null : <span>{title}</span>}
      {name === null ? null : (
        <button
          type="button"
          className="button is-icon"
          aria-label="Select nothing"
          title="Select nothing (Esc)"
          onClick={() => session.select({ kind: "none" })}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  )
}

function selectedName(selection: Selection): string | null {
  if (selection.kind === "node") return selection.node
  if (selection.kind === "edge") return `${selection.from} → ${selection.to}`
  return selection.kind === "request" ? `Request ${selection.root}` : null
}
