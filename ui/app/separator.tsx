import { type KeyboardEvent, type PointerEvent, useRef } from "react"
import { SIZE_BOUNDS, type SizeName, setSize, useSizes } from "./layout.ts"

interface SeparatorProps {
  readonly name: SizeName
  readonly label: string
  /** Id of the region that it makes larger. */
  readonly controls: string
  /** Where the region lies, seen from the separator. */
  readonly side: "left" | "right" | "below"
}

/** An arrow key moves it so far, in CSS pixels (chosen). */
const KEY_STEP = 16

/** Between two regions, to be dragged or moved by arrow keys. */
export function Separator({ name, label, controls, side }: SeparatorProps) {
  const size = useSizes((sizes) => sizes[name])
  const start = useRef<{ readonly at: number; readonly size: number } | null>(null)
  const isBelow = side === "below"
  const sign = side === "left" ? 1 : -1
  const placeOf = (event: PointerEvent) => (isBelow ? event.clientY : event.clientX)
  const onKeyDown = (event: KeyboardEvent) => {
    const by = keyStep(event.key, isBelow)
    if (by === 0) return
    event.preventDefault()
    setSize(name, size + sign * by)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved
    <div
      className={`separator is-${side}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-controls={controls}
      aria-orientation={isBelow ? "horizontal" : "vertical"}
      aria-valuemin={SIZE_BOUNDS[name].min}
      aria-valuemax={SIZE_BOUNDS[name].max}
      aria-valuenow={size}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { at: placeOf(event), size }
      }}
      onPointerMove={(event) => {
        if (start.current !== null) setSize(name, start.current.size + sign * (placeOf(event) - start.current.at))
      }}
      onPointerUp={() => {
        start.current = null
      }}
      onPointerCancel={() => {
        start.current = null
      }}
    />
  )
}

function keyStep(key: string, isBelow: boolean): number {
  if (key === (isBelow ? "ArrowUp" : "ArrowLeft")) return -KEY_STEP
  if (key === (isBelow ? "ArrowDown" : "ArrowRight")) return KEY_STEP
  return 0
}
