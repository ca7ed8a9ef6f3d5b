import type { StepRequest } from "../protocol/view-api.ts"
import { type PageState, usePage } from "../state/page.ts"
import type { Session } from "../state/session.ts"
import { instantText } from "../words/time.ts"
import { notify } from "./notice.ts"

export type StepTo = StepRequest["to"]

let isUnderWay = false

/**
 * Goes to the next or previous instant at which something of the kind happens, and stands there. A key that is held
 * asks again only when the last question has been answered.
 */
export async function step(session: Session, direction: 1 | -1, to: StepTo): Promise<void> {
  if (isUnderWay) return
  isUnderWay = true
  try {
    const { clock } = session
    const { branch } = usePage.getState()
    const atNs = await session.view.step({ branch, fromNs: clock.state.tNs, direction, to })
    clock.pause()
    if (atNs === null) notify(nothingText(direction, to))
    else goTo(session, atNs)
  } finally {
    isUnderWay = false
  }
}

/** To an instant, with the timeline's window moved along where it lies outside. */
export function goTo(session: Session, tNs: number): void {
  session.clock.seek(tNs)
  const { shown } = usePage.getState()
  if (shown === null || (tNs >= shown.fromNs && tNs <= shown.toNs)) return
  const halfNs = (shown.toNs - shown.fromNs) / 2
  const fromNs = Math.max(0, tNs - halfNs)
  usePage.setState({ shown: { fromNs, toNs: fromNs + 2 * halfNs } })
}

/** What a step of the selection means: the node's or the request's; any moment where neither is selected. */
export function selectedStep({ selection }: PageState): StepTo {
  if (selection.kind === "node") return { kind: "node", node: selection.node }
  if (selection.kind === "request") return { kind: "request", root: selection.root }
  if (selection.kind === "edge") return { kind: "node", node: selection.to }
  return { kind: "moment" }
}

function nothingText(direction: 1 | -1, to: StepTo): string {
  const where = direction === 1 ? "after" : "before"
  if (to.kind === "mark") return `No ${to.of === "any" ? "fault or breach" : to.of} ${where} this instant.`
  if (to.kind === "moment") return `Nothing happens ${where} this instant.`
  return `Nothing happens to the ${to.kind} ${where} this instant.`
}

/** Goes to what was typed, once it is known to be an instant of the run. Says why it is none. */
export function jumpProblem(ns: number | null, endNs: number): string | null {
  if (ns === null) return "Write a time as 3m04s, 3:04.25, 250ms or 30%."
  return ns > endNs ? `The run has been simulated up to ${instantText(endNs)} so far.` : null
}
