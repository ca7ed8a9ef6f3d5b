import { NO_ACTOR, OUTCOMES } from "../../../scenarios/record/columns.ts"
import type { Playback } from "../playback.ts"
import { Backlog } from "./cause-backlog.ts"
import { CauseBook, type CauseKind } from "./cause-book.ts"
import { AT_ALL, CauseNotes, OF_ACTOR, type Usual, zonesOf } from "./cause-notes.ts"
import { type Ranked, rankCauses } from "./cause-ranking.ts"
import { PATH_KINDS } from "./critical-walk.ts"
import { durationsOf, endedRows, type LatencyRange, type Subject, type TimeRange } from "./ended.ts"
import { type Facts, NO_FACTS } from "./facts.ts"
import { quantileOf } from "./latencies.ts"
import { evenly, mediansOf } from "./medians.ts"
import { PathSums } from "./path-sums.ts"
import { pathWords } from "./words.ts"

/** Calls read on each side (chosen: a share is known to half a hundredth). */
const READ_MAX = 30_000
/** Calls outside from which the usual is taken, and inside from which it is told why lines are long (chosen). */
const USUAL_MAX = 500

/** What a person dragged on a heatmap. */
export interface Box {
  /** Whose calls the heatmap shows. */
  readonly subject: Subject
  /** When they ended; outside are the calls that ended in the same time. */
  readonly time: TimeRange
  readonly latency: LatencyRange
}

export interface Causes {
  /** Calls in the box, and beside it in the same time. */
  readonly inside: number
  readonly outside: number
  /** How many of them were read, evenly chosen. */
  readonly insideRead: number
  readonly outsideRead: number
  /** Beyond doubt more common inside, the most so first; at most 20. */
  readonly causes: readonly Cause[]
}

export interface Cause {
  readonly kind: CauseKind
  /** "went to search[3]" */
  readonly text: string
  /** What it is about, by number; null where it is about none. */
  readonly component: number | null
  readonly actor: number | null
  /** Place in `Facts.faults`. */
  readonly fault: number | null
  /** Shares of the calls that were read. */
  readonly insideShare: number
  readonly outsideShare: number
  /** How many times as common inside as outside; Infinity where it is never outside. */
  readonly lift: number
  /** What it is ranked by, from 0 to 1: see `Ranked`. */
  readonly score: number
}

/** What is true of the calls in a box and not of the others: ranked causes, as far as the record and the facts know them. */
export function causesOf(playback: Playback, box: Box, facts: Facts = NO_FACTS): Causes {
  const { spans: table } = playback.recording
  const all = endedRows(playback, box.subject, box.time)
  const isInside = (row: number) => {
    const ns = table.duration(row)
    return ns >= box.latency.fromNs && ns < box.latency.toNs
  }
  const insideRows = all.filter(isInside)
  const outsideRows = all.filter((row) => !isInside(row))
  const inside = evenly(insideRows, READ_MAX)
  const outside = evenly(outsideRows, READ_MAX)
  const book = new CauseBook()
  const notes = new CauseNotes(playback, facts, book, usualOf(playback, { inside, outside }, box.latency))
  for (const row of inside) notes.note(row, true)
  for (const row of outside) notes.note(row, false)
  const read = { inside: inside.length, outside: outside.length }
  const ranked = rankCauses(book, read, (actor) => playback.components.ofActor[actor])
  return {
    inside: insideRows.length,
    outside: outsideRows.length,
    insideRead: read.inside,
    outsideRead: read.outside,
    causes: ranked.map((one) => causeOf(playback, facts, book, one)),
  }
}

function usualOf(
  playback: Playback,
  { inside, outside }: { readonly inside: Int32Array; readonly outside: Int32Array },
  latency: LatencyRange,
): Usual {
  const { components } = playback
  const some = evenly(outside, USUAL_MAX)
  const { cells } = new PathSums(components)
  const latencyNs = some.length === 0 ? 0 : quantileOf(durationsOf(playback, some).sort(), 0.5)
  return {
    latencyNs,
    partsNs: mediansOf(playback, some, [...Array(cells).keys()]),
    excessMinNs: Math.max(0, latency.fromNs - latencyNs),
    backlog: new Backlog(playback, evenly(inside, USUAL_MAX)),
  }
}

function causeOf(playback: Playback, facts: Facts, book: CauseBook, { id, ...ranked }: Ranked): Cause {
  const { insideShare, outsideShare, score } = ranked
  const kind = book.kinds[id]
  const what = book.what[id]
  const which = book.which[id]
  const isActor = kind === "replica" || ((kind === "segment" || kind === "outcome") && which % 2 === OF_ACTOR)
  const hasPlace = kind !== "fault" && kind !== "zone" && what !== NO_ACTOR
  const actor = isActor ? what : null
  const component = !hasPlace ? null : isActor ? playback.components.ofActor[what] : what
  const name = actor !== null ? playback.recording.actors[actor] : playback.components.names[component ?? NO_ACTOR]
  return {
    kind,
    text: textOf(kind, { name, what, which }, facts),
    component,
    actor,
    fault: kind === "fault" ? what : null,
    insideShare,
    outsideShare,
    lift: outsideShare === 0 ? Number.POSITIVE_INFINITY : insideShare / outsideShare,
    score,
  }
}

function textOf(
  kind: CauseKind,
  { name, what, which }: { readonly name: string | undefined; readonly what: number; readonly which: number },
  facts: Facts,
): string {
  switch (kind) {
    case "fault":
      return which === AT_ALL ? `while ${facts.faults[what].label}` : `touched by ${facts.faults[what].label}`
    case "replica":
    case "component":
      return `went to ${name}`
    case "zone":
      return `went to zone ${zonesOf(facts)[what]}`
    case "operation":
      return `asked ${name} for ${facts.operations[which] ?? `operation ${which}`}`
    case "attempt":
      return `${name} was tried again`
    case "outcome":
      return `a call to ${name} ended in ${OUTCOMES[which >> 1]}`
    case "segment":
      return `held up by ${pathWords(PATH_KINDS[which >> 1], name)}`
  }
}
