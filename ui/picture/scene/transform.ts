import type { SceneTransform } from "../../protocol/scene.ts"

/** Device pixels drawn for a CSS pixel at most: what phones have beyond it is not seen and costs as much again. */
const RATIO_MAX = 2

export interface SurfaceSize {
  /** In CSS pixels. */
  readonly width: number
  readonly height: number
  readonly ratio: number
}

export interface ShownTransform {
  readonly transform: SceneTransform
  /** Device pixels for a CSS pixel, as drawn. */
  readonly ratio: number
}

/** React Flow's viewport (x, y, zoom in CSS pixels) in device pixels. */
export function transformOf(
  [x, y, zoom]: readonly [number, number, number],
  { width, height, ratio: wanted }: SurfaceSize,
): ShownTransform {
  const ratio = Math.min(RATIO_MAX, wanted)
  const transform = {
    scale: zoom * ratio,
    dx: x * ratio,
    dy: y * ratio,
    width: Math.round(width * ratio),
    height: Math.round(height * ratio),
  }
  return { transform, ratio }
}

/** Puts a canvas that shows the picture under one transform where it belongs under another. */
export function underTransform(canvas: HTMLCanvasElement, painted: SceneTransform, now: ShownTransform): void {
  const { transform, ratio } = now
  const scale = transform.scale / painted.scale
  const x = (transform.dx - painted.dx * scale) / ratio
  const y = (transform.dy - painted.dy * scale) / ratio
  const { style } = canvas
  style.width = `${painted.width / ratio}px`
  style.height = `${painted.height / ratio}px`
  style.transform = scale === 1 && x === 0 && y === 0 ? "" : `translate(${x}px,${y}px) scale(${scale})`
}
