import { useReactFlow, useStoreApi, type Viewport } from "@xyflow/react"
import { useCallback, useEffect, useMemo, useRef } from "react"
import type { Box } from "./geometry/box.ts"
import { courseOf } from "./geometry/path.ts"
import { centredOn, fitting } from "./layout/fit.ts"
import type { Layout } from "./layout/use-layout.ts"
import { detailAt, ZOOM_INSIDE } from "./layout/zoom.ts"
import type { Viewports } from "./state/viewports.ts"

/** Changes of the viewport that are not the person's own drag take so long, in ms; none with reduced motion. */
const GLIDE_MS = 150
const ZOOM_STEP = 1.3

export interface ViewportMoves {
  readonly fit: () => void
  readonly zoomBy: (direction: 1 | -1) => void
  /** To the inside of a node, or to the whole picture if that is shown already. */
  readonly lookInto: (node: string) => void
  /** Brings a node into view if it is not. */
  readonly reveal: (node: string) => void
  /** React Flow tells of a move; `event` is null where nobody's hand made it. */
  readonly moved: (event: unknown, viewport: Viewport) => void
}

/** Fits the picture until somebody moves it, and moves all surfaces of a comparison together. */
export function useViewport(layout: Layout | null, viewports: Viewports): ViewportMoves {
  const flow = useReactFlow()
  const store = useStoreApi()
  const isOwn = useRef(viewports.latest !== null)
  const follow = useCallback((viewport: Viewport) => void flow.setViewport(viewport), [flow])
  useEffect(() => viewports.join(follow), [viewports, follow])

  const go = useCallback(
    (viewport: Viewport, isGliding: boolean) => {
      const duration = isGliding && !matchMedia("(prefers-reduced-motion: reduce)").matches ? GLIDE_MS : 0
      void flow.setViewport(viewport, { duration })
    },
    [flow],
  )
  const showAll = useCallback(
    (isGliding: boolean) => {
      const { width, height } = store.getState()
      if (layout === null || width === 0 || height === 0) return
      go(fitting(extentOf(layout), { width, height }), isGliding)
    },
    [go, layout, store],
  )
  useFitting(layout, () => {
    if (!isOwn.current) showAll(false)
  })

  return useMemo(() => {
    const boxOf = (node: string) => layout?.boxes.get(node)
    return {
      fit: () => {
        isOwn.current = false
        showAll(true)
      },
      zoomBy: (direction) => {
        isOwn.current = true
        const { width, height } = store.getState()
        const { x, y, zoom } = flow.getViewport()
        const next = zoom * (direction === 1 ? ZOOM_STEP : 1 / ZOOM_STEP)
        const shift = (at: number, middle: number) => middle - ((middle - at) / zoom) * next
        go({ x: shift(x, width / 2), y: shift(y, height / 2), zoom: next }, true)
      },
      lookInto: (node) => {
        const box = boxOf(node)
        if (box === undefined) return
        isOwn.current = detailAt(flow.getZoom()) !== "inside"
        if (isOwn.current) go(centredOn(box, ZOOM_INSIDE, store.getState()), true)
        else showAll(true)
      },
      reveal: (node) => {
        const box = boxOf(node)
        const { width, height } = store.getState()
        const { x, y, zoom } = flow.getViewport()
        if (box === undefined) return
        const [left, top] = [box.x * zoom + x, box.y * zoom + y]
        const isSeen = left >= 0 && top >= 0 && left + box.width * zoom <= width && top + box.height * zoom <= height
        if (!isSeen) go(centredOn(box, zoom, { width, height }), true)
      },
      moved: (event, viewport) => {
        if (event !== null) isOwn.current = true
        viewports.moved(viewport, follow)
      },
    }
  }, [showAll, flow, follow, go, layout, store, viewports])
}

/** Nodes, and edges that go around them. */
function extentOf({ boxes, ways }: Layout): readonly Box[] {
  const points = ways.flatMap((way) => (way === null ? [] : courseOf(way)))
  return [...boxes.values(), ...points.map(({ x, y }) => ({ x, y, width: 0, height: 0 }))]
}

/** Calls `fit` when there is another layout or the picture has another size. */
function useFitting(layout: Layout | null, fit: () => void): void {
  const store = useStoreApi()
  const latest = useRef(fit)
  useEffect(() => {
    latest.current = fit
  })
  const key = layout?.key
  useEffect(() => {
    if (key !== undefined) latest.current()
    let before = ""
    return store.subscribe(({ width, height }) => {
      const size = `${width} ${height}`
      if (size === before) return
      before = size
      latest.current()
    })
  }, [key, store])
}
