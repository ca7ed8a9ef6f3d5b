import { ReactFlowProvider, useStore } from "@xyflow/react"
import { useMemo, useState, useSyncExternalStore } from "react"
import type { Topology } from "../protocol/topology.ts"
import type { SurfaceId } from "../protocol/view-api.ts"
import { useSession } from "../state/context.ts"
import type { Branch } from "../state/page.ts"
import { useShownTheme } from "../themes/shown-theme.ts"
import { paletteOf } from "../themes/themes.ts"
import { CanvasLayer } from "./canvas-layer.tsx"
import { Controls } from "./controls.tsx"
import { Graph } from "./graph.tsx"
import { GroupFrames } from "./group-frames.tsx"
import { InsideTable } from "./inside.tsx"
import { Labels } from "./labels/labels.tsx"
import { roomFor } from "./layout/arrange.ts"
import { groupsOf } from "./layout/groups.ts"
import { textMetrics } from "./layout/measure.ts"
import { useLayout } from "./layout/use-layout.ts"
import { detailAt } from "./layout/zoom.ts"
import { Legend } from "./legend.tsx"
import { makeScene } from "./scene/make-scene.ts"
import { FrameNotes } from "./state/frame-notes.ts"
import { NumbersFeed } from "./state/numbers.ts"
import { struckAt } from "./state/struck.ts"
import type { Viewports } from "./state/viewports.ts"
import { Tooltip } from "./tooltip.tsx"
import { Twin } from "./twin.tsx"
import { useViewport } from "./use-viewport.ts"

export interface SurfaceProps {
  readonly id: SurfaceId
  readonly branch: Branch
  readonly viewports: Viewports
  /** Said above it where there are two. */
  readonly title: string | null
}

/** One branch as a picture: the graph, the canvas over it, and its texts. */
export function Surface(props: SurfaceProps) {
  return (
    <ReactFlowProvider>
      <SurfaceBody {...props} />
    </ReactFlowProvider>
  )
}

function SurfaceBody({ id, branch, viewports, title }: SurfaceProps) {
  const session = useSession()
  const { topology } = branch
  const { metrics, palette } = useLook()
  const room = useRoom()
  const detail = useStore(({ transform }) => detailAt(transform[2]))
  const layout = useLayout(topology, room, metrics)
  const groups = useMemo(() => (layout === null ? [] : groupsOf(topology, layout.boxes)), [topology, layout])
  const scene = useMemo(
    () => (layout === null ? null : makeScene({ topology, ...layout, detail, palette })),
    [topology, layout, detail, palette],
  )
  const feed = useMemo(() => new NumbersFeed(session.view, session.clock, branch.id), [session, branch.id])
  const [notes] = useState(() => new FrameNotes())
  const struck = useStruck(topology, feed)
  const moves = useViewport(layout, viewports)
  return (
    <section className="picture-surface" aria-label={title === null ? "Picture" : `Picture of ${title}`}>
      <Graph surface={id} topology={topology} layout={layout} struck={struck} moves={moves}>
        {layout !== null && detail === "dot" ? <GroupFrames groups={groups} /> : null}
        {layout === null ? null : (
          <Labels topology={topology} layout={layout} groups={groups} metrics={metrics} feed={feed} />
        )}
      </Graph>
      <CanvasLayer surface={id} branch={branch.id} scene={scene} onFrame={notes.note} />
      {title === null ? null : <p className="picture-title">{title}</p>}
      <Legend notes={notes} />
      {id === "main" ? <Controls moves={moves} /> : null}
      <InsideTable topology={topology} branch={branch.id} />
      <Twin topology={topology} feed={feed} />
      <Tooltip surface={id} topology={topology} feed={feed} />
    </section>
  )
}

/** Of the surface, in steps; null before it is known. */
function useRoom() {
  const width = useStore((state) => roomFor(state.width, state.height)?.width)
  const height = useStore((state) => roomFor(state.width, state.height)?.height)
  return useMemo(() => (width === undefined || height === undefined ? null : { width, height }), [width, height])
}

/** Sizes of texts and colours, as the theme shown has them. */
function useLook() {
  const version = useShownTheme((state) => state.version)
  return useMemo(() => lookOf(document.documentElement, version), [version])
}

function lookOf(element: Element, version: number) {
  return { version, metrics: textMetrics(element), palette: paletteOf(element) }
}

/** What faults strike now; the same object for as long as nothing about it changes. */
function useStruck(topology: Topology, feed: NumbersFeed): ReadonlySet<string> {
  const numbers = useSyncExternalStore(feed.subscribe, feed.read)
  const names = numbers === null ? [] : [...struckAt(topology, numbers.marks, numbers.tNs)]
  const key = names.toSorted().join("\n")
  return useMemo(() => new Set(key === "" ? [] : key.split("\n")), [key])
}
