import { create } from "zustand"
import type { SurfaceId } from "../../protocol/view-api.ts"
import type { Target } from "./pointing.ts"

/** Where on the page, in CSS pixels of the window. */
export interface PagePoint {
  readonly x: number
  readonly y: number
}

/** What is pointed at, and what is opened over the picture. */
export interface Interaction {
  readonly hovered: { readonly target: Target; readonly surface: SurfaceId; readonly at: PagePoint } | null
  readonly faultMenu: { readonly target: Target; readonly at: PagePoint } | null
  readonly isTableOpen: boolean
}

export const useInteraction = create<Interaction>(() => ({ hovered: null, faultMenu: null, isTableOpen: false }))

/** Opens the menu of faults for a node or an edge. */
export function openFaultMenu(target: Target, at: PagePoint): void {
  useInteraction.setState({ faultMenu: { target, at }, hovered: null })
}

export function closeFaultMenu(): void {
  useInteraction.setState({ faultMenu: null })
}
