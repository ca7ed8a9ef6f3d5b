import { type RefObject, useEffect, useRef } from "react"
import type { Topology } from "../protocol/topology.ts"
import { useSession } from "../state/context.ts"
import { focusedTarget, handleKey } from "./keys.ts"
import type { Layout } from "./layout/use-layout.ts"
import type { ViewportMoves } from "./use-viewport.ts"

export interface KeyParts {
  readonly topology: Topology
  readonly layout: Layout | null
  readonly moves: ViewportMoves
}

/**
 * Lets keys work on the nodes and edges below an element, before React Flow and the page's own keys see them, and
 * brings a node that the tab key reaches into view.
 */
export function useKeys(host: RefObject<HTMLElement | null>, parts: KeyParts): void {
  const session = useSession()
  const latest = useRef(parts)
  useEffect(() => {
    latest.current = parts
  })
  useEffect(() => {
    const { current: element } = host
    if (element === null) return
    const onKey = (event: KeyboardEvent) => {
      const { topology, layout, moves } = latest.current
      if (layout === null) return
      if (!handleKey(event, { session, topology, layout, host: element, ...moves })) return
      event.preventDefault()
      event.stopPropagation()
    }
    const onFocus = ({ target }: FocusEvent) => {
      const { topology, moves } = latest.current
      const focused = focusedTarget(target, topology)
      const isByKey = target instanceof Element && target.matches(":focus-visible")
      if (focused?.kind === "node" && isByKey) moves.reveal(focused.node)
    }
    element.addEventListener("keydown", onKey, { capture: true })
    element.addEventListener("focusin", onFocus)
    return () => {
      element.removeEventListener("keydown", onKey, { capture: true })
      element.removeEventListener("focusin", onFocus)
    }
  }, [host, session])
}
