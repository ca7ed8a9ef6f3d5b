import { proportionInterval } from "../../../statistics/index.ts"
import type { CauseBook, CauseKind } from "./cause-book.ts"
import { AT_ALL, OF_ACTOR } from "./cause-notes.ts"
import { PATH_KINDS, type PathKind } from "./critical-walk.ts"

/** Causes that are given (chosen: a screenful). */
const CAUSES_MAX = 20
const CONFIDENCE = 0.95
/**
 * How calls fared (long in line, refused, tried again) lies between a cause and its effect, so it goes with the effect
 * more closely than any cause does. It counts less, and comes first where no circumstance is near (all chosen).
 */
const WEIGHTS: Readonly<Record<CauseKind, number>> = {
  fault: 1,
  replica: 1,
  zone: 1,
  operation: 0.9,
  component: 0.9,
  outcome: 0.6,
  attempt: 0.5,
  segment: 0.7,
}
/** Work is long by chance too, and an answer that does not come tells little; what is waited for is scarce. */
const WEIGHTS_OF_TIME: Readonly<Partial<Record<PathKind, number>>> = { service: 0.4, unanswered: 0.4, backoff: 0.4 }
/** A fault that struck what the call went to says more than one that struck something at the time. */
const AT_THE_TIME = 0.95
/** A replica stands for its component where so much of the component's is its own (chosen). */
const ONE_REPLICA_SHARE = 0.9

/** One entry of a book with how it is spread. */
export interface Ranked {
  readonly id: number
  readonly insideShare: number
  readonly outsideShare: number
  /** Lower end of a 95 % interval of the difference of the shares (Newcombe 1998, method 10), times the weight of its kind. */
  readonly score: number
}

/** How many calls were read. */
export interface Read {
  readonly inside: number
  readonly outside: number
}

/** What is more common inside than outside beyond doubt, most so first. */
export function rankCauses(book: CauseBook, read: Read, componentOf: (actor: number) => number): readonly Ranked[] {
  const ranked: Ranked[] = []
  for (let id = 0; id < book.kinds.length; id++) {
    const insideShare = share(book.inside[id], read.inside)
    const outsideShare = share(book.outside[id], read.outside)
    const least = leastDifference(book.inside[id], book.outside[id], read)
    if (least <= 0 || isDouble(book, id, componentOf)) continue
    ranked.push({ id, insideShare, outsideShare, score: least * weightOf(book, id) })
  }
  return ranked.sort((a, b) => b.score - a.score || a.id - b.id).slice(0, CAUSES_MAX)
}

function weightOf(book: CauseBook, id: number): number {
  const kind = book.kinds[id]
  const which = book.which[id]
  if (kind === "segment") return WEIGHTS_OF_TIME[PATH_KINDS[which >> 1]] ?? WEIGHTS.segment
  return kind === "fault" && which === AT_ALL ? AT_THE_TIME : WEIGHTS[kind]
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function leastDifference(inside: number, outside: number, read: Read): number {
  const a = proportionInterval(inside, read.inside, CONFIDENCE)
  if (a.value === null) return 0
  const b = proportionInterval(outside, read.outside, CONFIDENCE)
  // With nothing outside there is nothing to compare with.
  if (b.value === null) return 0
  const p = share(inside, read.inside)
  const q = share(outside, read.outside)
  return p - q - Math.sqrt((p - a.low) ** 2 + (b.high - q) ** 2)
}

/** Whether the same is said better of the component, or of one of its replicas. */
function isDouble(book: CauseBook, id: number, componentOf: (actor: number) => number): boolean {
  const kind = book.kinds[id]
  if (kind !== "segment" && kind !== "outcome") return false
  const isActor = book.which[id] % 2 === OF_ACTOR
  const component = isActor ? componentOf(book.what[id]) : book.what[id]
  const which = book.which[id] - (book.which[id] % 2)
  const whole = find(book, kind, (other) => book.which[other] === which && book.what[other] === component)
  const largest = find(
    book,
    kind,
    (other) => book.which[other] === which + OF_ACTOR && componentOf(book.what[other]) === component,
  )
  if (whole < 0 || largest < 0) return false
  const isOneReplica = book.inside[largest] >= ONE_REPLICA_SHARE * book.inside[whole]
  return isActor ? !(isOneReplica && id === largest) : isOneReplica
}

/** The entry of a kind that most calls inside have, -1 for none. */
function find(book: CauseBook, kind: CauseKind, is: (id: number) => boolean): number {
  let best = -1
  for (let id = 0; id < book.kinds.length; id++) {
    if (book.kinds[id] === kind && is(id) && (best < 0 || book.inside[id] > book.inside[best])) best = id
  }
  return best
}
