import type { Playback } from "../../playback/playback.ts"
import {
  aggregateCriticalPath,
  causesOf,
  distribution,
  exemplarOf,
  type Facts,
  factsOf,
  latencyHeat,
  red,
  type Subject,
  waterfall,
  whySlow,
  whyWaiting,
} from "../../playback/questions/index.ts"
import { MEASURES } from "../../playback/track.ts"
import { queryTrack } from "../../playback/track-query.ts"
import type { Answers, Asks, QuestionName, SubjectName } from "../../protocol/questions.ts"
import type { Branch } from "../store/branch.ts"
import { subjectOf } from "./subject.ts"

/** What an answer is found in. */
interface Source {
  readonly playback: Playback
  readonly facts: Facts
  /** The number of a component that a person names. */
  readonly subject: (name: SubjectName) => Subject
}

type Answering = { readonly [Q in QuestionName]: (source: Source, asks: Asks<Q>) => Answers<Q> }

/** Every question that can be asked, in the order of ui/protocol/questions.ts. */
const ANSWERING: Answering = {
  red: ({ playback, facts, subject }, asks) => red(playback, subject(asks.subject), asks.window, facts),
  whyWaiting: ({ playback, subject }, asks) => whyWaiting(playback, subject(asks.subject), asks.window),
  heat: ({ playback, subject }, asks) => latencyHeat(playback, subject(asks.subject), asks.window, asks.grid),
  distribution: ({ playback, subject }, asks) => distribution(playback, subject(asks.subject), asks.window),
  path: ({ playback }, { window, ...rest }) => aggregateCriticalPath(playback, { time: window, ...rest }),
  causes: ({ playback, facts, subject }, { window, latency, ...asks }) =>
    causesOf(playback, { subject: subject(asks.subject), time: window, latency }, facts),
  exemplar: ({ playback, subject }, { window, latency, choice, ...asks }) =>
    exemplarOf(playback, subject(asks.subject), { time: window, latency }, choice),
  waterfall: ({ playback, facts }, { root }) => waterfall(playback, root, facts),
  whySlow: ({ playback }, { root }) => whySlow(playback, root),
  track: ({ playback, subject }, { measure, window, columns, ...asks }) => {
    const track = subject(asks.subject) ?? playback.tracks.requests
    const { work: _, ...answer } = queryTrack(playback.tracks, track, MEASURES[measure], { ...window, columns })
    return answer
  },
}

/** Answers a question about a branch. Throws for a component it does not have. */
export function answer<Q extends QuestionName>(branch: Branch, name: Q, asks: Asks<Q>): Answers<Q> {
  const { playback, topology } = branch
  const facts = factsOf(playback.components, topology, branch.sortedMarks())
  return ANSWERING[name]({ playback, facts, subject: (of) => subjectOf(playback, of) }, asks)
}

/** The memory of every array in an answer, which can be handed over instead of copied: nothing else uses it. */
export function buffersOf(value: unknown, found: ArrayBuffer[] = []): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer && !found.includes(value.buffer)) found.push(value.buffer)
  } else if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) buffersOf(part, found)
  }
  return found
}
