import { useStoreApi } from "@xyflow/react"
import { transfer } from "comlink"
import { useEffect, useRef } from "react"
import type { BranchId } from "../protocol/feed.ts"
import type { Scene, SceneTransform } from "../protocol/scene.ts"
import type { FrameAnswer, FrameRequest, SurfaceId } from "../protocol/view-api.ts"
import { useSession } from "../state/context.ts"
import { runFrames } from "../state/frame-loop.ts"
import { usePage } from "../state/page.ts"
import type { Session } from "../state/session.ts"
import { FrameSender, type WantedFrame } from "./scene/frame-sender.ts"
import { type ShownTransform, transformOf, underTransform } from "./scene/transform.ts"

export interface CanvasLayerProps {
  readonly surface: SurfaceId
  readonly branch: BranchId
  readonly scene: Scene | null
  readonly onFrame: (answer: FrameAnswer) => void
}

/**
 * Everything that moves: a canvas over the graph that the view's worker draws on. No React is involved in a frame. Until
 * a moved viewport has been drawn, the last picture is moved with it.
 */
export function CanvasLayer({ surface, branch, scene, onFrame }: CanvasLayerProps) {
  const session = useSession()
  const store = useStoreApi()
  const host = useRef<HTMLDivElement>(null)
  // What the frames read: they outlive renders.
  const now = useRef({ branch, onFrame, scene: 0, isDrawable: false })
  useEffect(() => {
    now.current = { ...now.current, branch, onFrame }
  }, [branch, onFrame])

  useEffect(() => {
    // Without a layout nothing is drawn: the scene the worker has is another topology's.
    now.current = { ...now.current, scene: now.current.scene + 1, isDrawable: scene !== null }
    if (scene === null) return
    void session.view.setScene(surface, scene)
  }, [session, surface, scene])

  useEffect(() => {
    const { current: element } = host
    if (element === null) return
    const canvas = document.createElement("canvas")
    element.append(canvas)
    const offscreen = canvas.transferControlToOffscreen()
    void session.view.attach(surface, transfer(offscreen, [offscreen]))
    let painted: SceneTransform | null = null
    const { note, stop } = frameNotes(canvas)
    const show = (answer: FrameAnswer, { transform }: FrameRequest) => {
      if (!answer.painted) return
      painted = transform
      now.current.onFrame(answer)
      note(answer)
    }
    const sender = new FrameSender<FrameRequest, FrameAnswer>((request) => session.view.want(request), show)
    const end = runFrames(session.clock, () => {
      const { transform: viewport, width, height } = store.getState()
      const shown = transformOf(viewport, { width, height, ratio: devicePixelRatio })
      if (painted !== null) underTransform(canvas, painted, shown)
      const { scene: version, branch: shownBranch, isDrawable } = now.current
      if (!isDrawable || width === 0 || height === 0) return
      sender.want(wantedFrame(session, surface, shownBranch, { shown, version }))
    })
    return () => {
      end()
      stop()
      sender.close()
      canvas.remove()
    }
  }, [session, store, surface])

  return <div className="picture-canvas" ref={host} aria-hidden="true" />
}

/** The canvas tells so often at most what it shows, in ms. */
const TELL_EVERY_MS = 500

/** Writes hash and instant of the frame painted last on its canvas, for whoever compares pictures. */
function frameNotes(canvas: HTMLCanvasElement) {
  let latest: FrameAnswer | null = null
  let timer = 0
  const tell = () => {
    timer = 0
    if (latest === null) return
    canvas.dataset.hash = latest.hash
    canvas.dataset.atNs = String(latest.tNs)
  }
  const note = (answer: FrameAnswer) => {
    latest = answer
    if (timer === 0) timer = window.setTimeout(tell, TELL_EVERY_MS)
  }
  return { note, stop: () => window.clearTimeout(timer) }
}

interface Look {
  readonly shown: ShownTransform
  /** Number of the scene. */
  readonly version: number
}

function wantedFrame(
  { clock }: Session,
  surface: SurfaceId,
  branch: BranchId,
  { shown: { transform }, version }: Look,
): WantedFrame<FrameRequest> {
  const { tNs, endNs } = clock.state
  const { selection } = usePage.getState()
  const highlight = selection.kind === "request" ? selection.root : null
  const { scale, dx, dy, width, height } = transform
  const key = [branch, tNs, endNs, scale, dx, dy, width, height, highlight, version].join(" ")
  return { request: { surface, branch, tNs, transform, highlight }, key }
}
