import type { RefObject } from "react"
import { useEffect } from "react"
import { type ShownTime, usePage } from "../state/page.ts"
import type { Session } from "../state/session.ts"
import { panBy, useRegion, wholeRun, zoomAbout } from "./region.ts"
import { timeOf } from "./scale.ts"

/** A drag of so few CSS pixels selects nothing. */
const REGION_MIN_PX = 4
/** Wheel steps, as pixels, that double what is shown (chosen). */
const WHEEL_DOUBLES = 240

interface Drag {
  readonly kind: "scrub" | "region"
  readonly startNs: number
  readonly startX: number
  readonly wasPlaying: boolean
}

/** Pointers and wheel on the timeline: drag scrubs, with Shift it selects, wheel zooms, two fingers zoom and move. */
export function useGestures(target: RefObject<HTMLElement | null>, session: Session): void {
  useEffect(() => {
    const element = target.current
    if (element === null) return
    const hands = new Hands(element, session)
    const listeners = [
      ["pointerdown", (event: PointerEvent) => hands.down(event)],
      ["pointermove", (event: PointerEvent) => hands.move(event)],
      ["pointerup", (event: PointerEvent) => hands.up(event)],
      ["pointercancel", (event: PointerEvent) => hands.up(event)],
    ] as const
    const wheel = (event: WheelEvent) => hands.wheel(event)
    for (const [type, listener] of listeners) element.addEventListener(type, listener)
    element.addEventListener("wheel", wheel, { passive: false })
    return () => {
      for (const [type, listener] of listeners) element.removeEventListener(type, listener)
      element.removeEventListener("wheel", wheel)
    }
  }, [target, session])
}

class Hands {
  private readonly element: HTMLElement
  private readonly session: Session
  private readonly fingers = new Map<number, number>()
  private drag: Drag | null = null

  constructor(element: HTMLElement, session: Session) {
    this.element = element
    this.session = session
  }

  down(event: PointerEvent): void {
    if (event.button !== 0) return
    this.element.setPointerCapture(event.pointerId)
    const x = this.xOf(event)
    this.fingers.set(event.pointerId, x)
    if (this.fingers.size > 1) {
      this.letGo()
      return
    }
    const { clock } = this.session
    const wasPlaying = clock.state.isPlaying && !clock.state.isLive
    this.drag = { kind: event.shiftKey ? "region" : "scrub", startNs: this.timeAt(x), startX: x, wasPlaying }
    if (this.drag.kind === "region") return
    clock.pause()
    clock.seek(this.drag.startNs)
  }

  move(event: PointerEvent): void {
    const before = this.fingers.get(event.pointerId)
    if (before === undefined) return
    const x = this.xOf(event)
    if (this.fingers.size > 1) this.pinch(event.pointerId, before, x)
    this.fingers.set(event.pointerId, x)
    const { drag } = this
    if (drag === null) return
    const tNs = this.timeAt(x)
    if (drag.kind === "scrub") this.session.clock.seek(tNs)
    else if (Math.abs(x - drag.startX) >= REGION_MIN_PX) {
      useRegion.setState({ region: { fromNs: Math.min(tNs, drag.startNs), toNs: Math.max(tNs, drag.startNs) } })
    }
  }

  up(event: PointerEvent): void {
    this.fingers.delete(event.pointerId)
    this.letGo()
  }

  wheel(event: WheelEvent): void {
    event.preventDefault()
    const window = this.window()
    if (window === null) return
    const sideways = event.shiftKey ? event.deltaY : event.deltaX
    if (sideways !== 0) panBy((sideways / this.width()) * (window.toNs - window.fromNs))
    else zoomAbout(this.timeAt(this.xOf(event)), 2 ** (event.deltaY / WHEEL_DOUBLES))
  }

  /** One finger of two has moved: what was under both stays under them. */
  private pinch(id: number, before: number, x: number): void {
    const window = this.window()
    const other = [...this.fingers].find(([finger]) => finger !== id)?.[1]
    if (window === null || other === undefined || Math.abs(x - other) < REGION_MIN_PX) return
    zoomAbout(this.timeAt(other), Math.abs(before - other) / Math.abs(x - other))
  }

  private letGo(): void {
    if (this.drag?.kind === "scrub" && this.drag.wasPlaying) this.session.clock.play(this.session.clock.state.direction)
    this.drag = null
  }

  private window(): ShownTime | null {
    return usePage.getState().shown ?? wholeRun()
  }

  private timeAt(x: number): number {
    const window = this.window()
    return window === null ? 0 : timeOf(x, window, this.width())
  }

  private width(): number {
    return Math.max(1, this.element.clientWidth)
  }

  private xOf(event: MouseEvent): number {
    return event.clientX - this.element.getBoundingClientRect().left
  }
}
