import { create } from "zustand"
import { readStored, writeStored } from "../state/stored.ts"

/** Sizes that a person can drag, in CSS pixels. */
export interface Sizes {
  readonly editor: number
  readonly inspector: number
  readonly timeline: number
}

export type SizeName = keyof Sizes

/** From this height of the window on there is room for every lane of the timeline, in CSS pixels. */
const TALL = 900

/** Chosen: an inspector of which a chart can be read, a timeline of which each lane can. */
const STANDARD: Sizes = {
  editor: 400,
  inspector: 360,
  timeline: typeof innerHeight === "number" && innerHeight >= TALL ? 184 : 136,
}

export const SIZE_BOUNDS: Readonly<Record<SizeName, { readonly min: number; readonly max: number }>> = {
  editor: { min: 240, max: 900 },
  inspector: { min: 260, max: 900 },
  timeline: { min: 64, max: 360 },
}

export const useSizes = create<Sizes>(() => readSizes(readStored("sizes")))

export function setSize(name: SizeName, size: number): void {
  useSizes.setState({ [name]: boundSize(name, size) })
  writeStored("sizes", JSON.stringify(useSizes.getState()))
}

export function boundSize(name: SizeName, size: number): number {
  const { min, max } = SIZE_BOUNDS[name]
  return Math.round(Math.max(min, Math.min(max, size)))
}

/** Of what is kept, whatever it is: sizes that are none are the standard's. */
export function readSizes(text: string | null): Sizes {
  const kept = parsed(text)
  const sizeOf = (name: SizeName) => {
    const size: unknown = kept[name]
    return typeof size === "number" && Number.isFinite(size) ? boundSize(name, size) : STANDARD[name]
  }
  return { editor: sizeOf("editor"), inspector: sizeOf("inspector"), timeline: sizeOf("timeline") }
}

function parsed(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? "{}")
    return typeof value === "object" && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
