import checkout from "../../scenarios/library/checkout.yaml?raw"
import { usePage } from "../state/page.ts"
import type { Session } from "../state/session.ts"
import type { SharedScenario, SharedState } from "./link/shared-state.ts"
import { compareWhenOver, embeddedInPage, openEmbedded } from "./open-embedded.ts"
import { pageOf } from "./page-link.ts"
import { branchesOf, shownBranchesOf } from "./shared-branches.ts"

/** What opens where no link says otherwise. It is on the page from the start, so that it moves at once. */
const FLAGSHIP = { libraryName: "checkout", text: checkout }

/**
 * Opens what the page's address links to; where it links to nothing the run inside the page, and where there is none the
 * flagship. Gives what is wrong with what cannot be opened; nothing is run then.
 */
export async function openLink(session: Session, hash: string): Promise<string | null> {
  const embedded = await embeddedInPage()
  if (embedded === undefined) return "the run inside this page cannot be read"
  // A link carries texts alone, also those that name files.
  session.samples = embedded?.samples ?? {}
  if (hash !== "" && hash !== "#") {
    const problem = await openHash(session, hash)
    // It says nothing of how far the run went.
    if (problem === null && embedded !== null && embedded.untilNs === null) compareWhenOver(embedded)
    return problem
  }
  if (embedded === null) await openFlagship(session)
  else {
    await openEmbedded(session, embedded)
    compareWhenOver(embedded)
  }
  return null
}

async function openHash(session: Session, hash: string): Promise<string | null> {
  const { readHash } = await import("./link/hash.ts")
  const read = await readHash(hash)
  if (!("value" in read)) return read.mistakes[0].message
  const { value } = read
  const text = await textOf(value.scenario)
  if (text === undefined) return "the link cannot be opened: the library has no scenario of this name"
  await openState(session, value, text)
  return null
}

export async function openFlagship(session: Session): Promise<void> {
  await session.open(FLAGSHIP.text, { libraryName: FLAGSHIP.libraryName })
}

async function textOf(scenario: SharedScenario): Promise<string | undefined> {
  if ("text" in scenario) return scenario.text
  if (scenario.library === FLAGSHIP.libraryName) return FLAGSHIP.text
  const { LIBRARY } = await import("../gallery/library.ts")
  return LIBRARY.find(({ name }) => name === scenario.library)?.text
}

async function openState(session: Session, state: SharedState, text: string): Promise<void> {
  const { scenario, seed, timeNs = 0, interventions = [] } = state
  await session.open(text, {
    ...("library" in scenario ? { libraryName: scenario.library } : {}),
    ...(seed === undefined ? {} : { seed }),
  })
  if (usePage.getState().branches.length === 0) return
  if (timeNs > 0) session.clock.pause()
  for (const { parent, atNs, label, text: branchText } of branchesOf(text, interventions) ?? []) {
    const from = usePage.getState().branches[parent]
    if (from === undefined) break
    session.show(from.id)
    const started = await session.fork(branchText, atNs, label)
    if (started.branch === null) break
  }
  const { show, other } = shownBranchesOf(interventions)
  const { branches } = usePage.getState()
  const shown = branches[show]
  if (shown !== undefined) session.show(shown.id)
  if (other !== null) session.compareWith(branches[other]?.id ?? null)
  usePage.setState(pageOf(state))
  if (timeNs > 0) session.clock.await(timeNs)
}
