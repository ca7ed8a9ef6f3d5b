import { ReactFlowProvider, useStore } from "@xyflow/react"
import { useMemo, useRef, useState, useSyncExternalStore } from "react"
import type { Topology } from "../protocol/topology.ts"
import type { SurfaceId } from "../protocol/view-api.ts"
import { useSession } from "../state/context.ts"
import type { Branch } from "../state/page.ts"
import { useShownTheme } from "../themes/shown-theme.ts"
import { paletteOf } from "../themes/themes.ts"
import { CanvasLayer } from "./canvas-layer.tsx"
import { Controls } from "./controls.tsx"
import type { Differences } from "./draft/differences.ts"
import { DraftBanner } from "./draft/draft-banner.tsx"
import { RenameField } from "./draft/rename-field.tsx"
import type { DraftPicture } from "./draft/use-draft-picture.ts"
import { Graph } from "./graph.tsx"
import { GroupFrames } from "./group-frames.tsx"
import { InsideTable } from "./inside.tsx"
import { Labels } from "./labels/labels.tsx"
import { roomFor } from "./layout/arrange.ts"
import { groupsOf } from "./layout/groups.ts"
import { type TextMetrics, textMetrics } from "./layout/measure.ts"
import { type Layout, useLayout } from "./layout/use-layout.ts"
import { detailAt } from "./layout/zoom.ts"
import { Legend } from "./legend.tsx"
import { makeScene } from "./scene/make-scene.ts"
import { FrameNotes } from "./state/frame-notes.ts"
import { useIsEditable } from "./state/graph-editing.ts"
import { NO_NUMBERS, NumbersFeed, type NumbersSource } from "./state/numbers.ts"
import { struckAt } from "./state/struck.ts"
import type { Viewports } from "./state/viewports.ts"
import { Tooltip } from "./tooltip.tsx"
import { Twin } from "./twin.tsx"
import { useViewport } from "./use-viewport.ts"

export interface SurfaceProps {
  readonly id: SurfaceId
  readonly branch: Branch
  /** Shown in the place of the branch. */
  readonly draft: DraftPicture | null
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

function SurfaceBody({ id, branch, draft, viewports, title }: SurfaceProps) {
  const session = useSession()
  const { metrics, palette } = useLook()
  const isEditable = useIsEditable() && id === "main"
  const detail = useStore(({ transform }) => detailAt(transform[2]))
  const ofBranch = useMemo(() => new NumbersFeed(session.view, session.clock, branch.id), [session, branch.id])
  const { topology, layout, feed, differences } = useDrawn({ branch, draft, ofBranch, metrics })
  const groups = useMemo(() => (layout === null ? [] : groupsOf(topology, layout.boxes)), [topology, layout])
  const isRun = topology === branch.topology && differences === null
  const scene = useMemo(
    () => (layout === null || !isRun ? null : makeScene({ topology, ...layout, detail, palette })),
    [topology, layout, detail, palette, isRun],
  )
  const [notes] = useState(() => new FrameNotes())
  const struck = useStruck(topology, feed)
  const moves = useViewport(layout, viewports)
  const name = draft === null ? "Picture" : "Picture of the draft"
  return (
    <section
      className={draft === null ? "picture-surface" : "picture-surface is-draft"}
      aria-label={title === null ? name : `Picture of ${title}`}
    >
      <Graph
        surface={id}
        topology={topology}
        layout={layout}
        struck={struck}
        moves={moves}
        differences={differences}
        isEditable={isEditable}
      >
        {layout !== null && detail === "dot" ? <GroupFrames groups={groups} /> : null}
      </Graph>
      <CanvasLayer surface={id} branch={branch.id} scene={scene} onFrame={notes.note} />
      {layout === null ? null : (
        <Labels topology={topology} layout={layout} groups={groups} metrics={metrics} feed={feed} />
      )}
      {layout !== null && isEditable ? <RenameField layout={layout} /> : null}
      {title === null ? null : <p className="picture-title">{title}</p>}
      {id === "main" ? <Controls moves={moves} /> : null}
      {draft === null ? (
        <>
          <Legend notes={notes} />
          <InsideTable topology={branch.topology} branch={branch.id} />
          <Twin topology={branch.topology} feed={ofBranch} />
          <Tooltip surface={id} topology={branch.topology} feed={ofBranch} />
        </>
      ) : (
        <DraftBanner draft={draft} />
      )}
    </section>
  )
}

interface DrawnParts {
  readonly branch: Branch
  readonly draft: DraftPicture | null
  readonly ofBranch: NumbersSource
  readonly metrics: TextMetrics
}

interface Drawn {
  readonly topology: Topology
  readonly layout: Layout | null
  readonly feed: NumbersSource
  /** Null for a run. */
  readonly differences: Differences | null
}

/**
 * The branch or the draft, as far as it is laid out. Until a topology has a layout the one before stays: its nodes keep
 * the focus.
 */
function useDrawn({ branch, draft, ofBranch, metrics }: DrawnParts): Drawn {
  const topology = draft?.topology ?? branch.topology
  const layout = useLayout(topology, useRoom(), metrics)
  const feed = draft === null ? ofBranch : NO_NUMBERS
  const drawn = useRef<Drawn | null>(null)
  if (layout !== null || drawn.current === null)
    drawn.current = { topology, layout, feed, differences: draft?.differences ?? null }
  return drawn.current
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
function useStruck(topology: Topology, feed: NumbersSource): ReadonlySet<string> {
  // As one text: the numbers are others twice a second, and the surface is drawn anew only when this is.
  const key = useSyncExternalStore(feed.subscribe, () => {
    const numbers = feed.read()
    return numbers === null ? "" : [...struckAt(topology, numbers.marks, numbers.tNs)].toSorted().join("\n")
  })
  return useMemo(() => new Set(key === "" ? [] : key.split("\n")), [key])
}
