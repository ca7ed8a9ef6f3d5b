import { create } from "zustand"
import { type ShownTime, shownBranch, usePage } from "../state/page.ts"
import { clampWindow, zoomed } from "./scale.ts"

/** A stretch of time that was dragged or typed on the timeline, to be looped or zoomed into. */
export const useRegion = create<{ readonly region: ShownTime | null }>(() => ({ region: null }))

/** All of the run as its scenario has it, in ns; null before there is one. */
export function wholeRun(): ShownTime | null {
  const scenario = shownBranch(usePage.getState())?.topology.scenario
  return scenario === undefined ? null : { fromNs: 0, toNs: scenario.durationNs }
}

/** Shows `factor` times as much time, with an instant staying where it is. */
export function zoomAbout(tNs: number, factor: number): void {
  const whole = wholeRun()
  if (whole === null) return
  show(zoomed(usePage.getState().shown ?? whole, tNs, factor), whole)
}

/** Shows another part of the run, of the same length. */
export function panBy(ns: number): void {
  const whole = wholeRun()
  const { shown } = usePage.getState()
  if (whole === null || shown === null) return
  show({ fromNs: shown.fromNs + ns, toNs: shown.toNs + ns }, whole)
}

function show(window: ShownTime, whole: ShownTime): void {
  const shown = clampWindow(window, whole)
  usePage.setState({ shown: shown.fromNs <= whole.fromNs && shown.toNs >= whole.toNs ? null : shown })
}
