import { create } from "zustand"
import type { EmbeddedRun } from "../../formats/html/embed.ts"
import { EMBEDDED_ID } from "../../formats/html/embedded-id.ts"
import type { Progress } from "../protocol/engine-api.ts"
import { type PageState, usePage } from "../state/page.ts"
import type { Session } from "../state/session.ts"

/** How the run that is shown compares with the one this page was made from; empty where there is nothing to say. */
export const useMadeFrom = create<{ readonly text: string }>(() => ({ text: "" }))

/** The run inside this page: null where there is none, undefined where it cannot be read. */
export async function embeddedInPage(): Promise<EmbeddedRun | null | undefined> {
  const element = document.getElementById(EMBEDDED_ID)
  if (element === null) return null
  const { readEmbedded } = await import("../../formats/html/embed.ts")
  return readEmbedded(element.textContent ?? "")
}

/** Runs again what this page was made from, to where it was run. */
export async function openEmbedded(session: Session, { text, seed, untilNs }: EmbeddedRun): Promise<void> {
  await session.open(text, { seed, ...(untilNs === null ? {} : { durationNs: untilNs }) })
}

/** Says of the run that was opened, once it is over, whether it is the one this page was made from. Only for its text. */
export function compareWhenOver(run: EmbeddedRun): void {
  const [first] = usePage.getState().branches
  const isSame = first?.text === run.text && first.topology.scenario.seed === run.seed
  if (first === undefined || !isSame || run.digest === null) return
  const look = ({ branches, branch, stage, progress }: PageState) => {
    const isShown = branches[0] === first && branch === first.id
    const text = isShown && stage === "ready" && progress !== null ? verdictOf(run, progress) : ""
    if (useMadeFrom.getState().text !== text) useMadeFrom.setState({ text })
    if (branches[0] !== first) end()
  }
  const end = usePage.subscribe(look)
  look(usePage.getState())
}

/** A run that was cut short may have ended in the middle of an instant, where a page goes on to the end of it. */
export function verdictOf({ digest, events, untilNs }: EmbeddedRun, now: Pick<Progress, "digest" | "events">): string {
  if (now.digest === digest) return "The same, event by event, as the run this page was made from."
  if (untilNs !== null && now.events !== events)
    return "The run this page was made from was cut short: the digests cannot be compared."
  return `It differs from the run this page was made from, whose digest is ${digest}.`
}
