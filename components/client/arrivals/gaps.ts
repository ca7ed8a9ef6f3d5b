import type { ArrivalsContext } from "./contract.ts"

/** State of a process that draws gaps. `carry` is what rounding to whole ns has left over, so that none gets lost. */
export type GapState = { carry: number }

/** Rounding starts to the nearest ns. */
export function gapState(): GapState {
  return { carry: 0.5 }
}

/** Lets the next arrival be `gapNs` (any number from 0, Infinity for never) after the latest. */
export function waitGap(context: ArrivalsContext<unknown, GapState>, gapNs: number): void {
  const exact = context.state.carry + gapNs
  context.delayNs = Math.floor(exact)
  if (exact < Infinity) context.state.carry = exact - context.delayNs
}

/** Lets the next arrival be at `atNs` since the client began, to the nearest ns. */
export function waitUntil(context: ArrivalsContext<unknown, unknown>, atNs: number): void {
  context.delayNs = Math.max(0, Math.floor(atNs + 0.5) - context.now)
}
