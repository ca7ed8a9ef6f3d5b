import type { FaultEntry } from "../../engine/index.ts"
import { formatObjective } from "../../scenarios/objectives/format-objective.ts"
import { type Breach, breachesOf } from "../../scenarios/report/objectives/breaches.ts"
import type { Run } from "../../scenarios/run/run.ts"
import type { Mark } from "../protocol/feed.ts"

/** Names in a label; more are counted (chosen). */
const NAMED_MAX = 3
const BREACH = "breach:"

/** What the timeline marks of a run: its faults, and when its objectives did not hold. */
export class Marks {
  private readonly run: Run
  private readonly sent = new Map<string, string>()
  /** Beginnings and ends of faults that have been looked at. */
  private seen = 0

  constructor(run: Run) {
    this.run = run
  }

  /** Faults that have begun or ended since the last call. */
  takeFaults(): readonly Mark[] {
    const { begun, ended } = this.run.faultLog
    const count = begun + ended
    if (count === this.seen) return []
    this.seen = count
    return this.news(faultMarks(this.run))
  }

  /**
   * What is new of windows that break an objective. All windows of all objectives are looked at, which takes a millisecond
   * or so. Windows of twice the width may hold what narrower ones broke: such a mark ends where it begins.
   */
  takeBreaches(): readonly Mark[] {
    const marks = breachMarks(this.run)
    const held = new Set(marks.map(({ id }) => id))
    const gone = [...this.sent.keys()].filter((id) => id.startsWith(BREACH) && !held.has(id))
    for (const id of gone) this.sent.delete(id)
    const empty = { kind: "breach", label: "", targets: [], fromNs: 0, toNs: 0 } as const
    return [...this.news(marks), ...gone.map((id): Mark => ({ id, ...empty }))]
  }

  private news(marks: readonly Mark[]): readonly Mark[] {
    const news = marks.filter((mark) => this.sent.get(mark.id) !== stampOf(mark))
    for (const mark of news) this.sent.set(mark.id, stampOf(mark))
    return news
  }
}

function stampOf({ fromNs, toNs }: Mark): string {
  return `${fromNs} ${toNs}`
}

/** Of one beginning that strikes several targets one mark, which lasts as long as it lasts for one of them. */
function faultMarks(run: Run): readonly Mark[] {
  const { entries } = run.faultLog
  const marks: Mark[] = []
  for (let from = 0; from < entries.length; ) {
    const first = entries[from]
    let to = from + 1
    while (to < entries.length && first !== undefined && beganTogether(first, entries[to])) to++
    if (first !== undefined) marks.push(faultMark(`fault:${from}`, entries.slice(from, to), run))
    from = to
  }
  return marks
}

function beganTogether(one: FaultEntry, other: FaultEntry | undefined): boolean {
  return one.verb === other?.verb && one.beganNs === other.beganNs && one.amount === other.amount
}

function faultMark(id: string, entries: readonly FaultEntry[], run: Run): Mark {
  const [first] = entries
  const targets = [...new Set(entries.map(({ target }) => targetOf(target, run)))]
  const ends = entries.map(({ endedNs }) => (endedNs < 0 ? Number.POSITIVE_INFINITY : endedNs))
  const label = `${first?.verb ?? ""} of ${namesOf(targets, run)}`
  return { id, kind: "fault", label, targets, fromNs: first?.beganNs ?? 0, toNs: Math.max(...ends) }
}

/** A replica's name, or the two components of a link. */
function targetOf(target: number, { estate }: Run): string {
  const replica = estate.instances[target]
  if (replica !== undefined) return replica.name
  const link = estate.ports.links[target - estate.instances.length]
  return link === undefined ? "" : `${link.from} -> ${link.to}`
}

/** All replicas of a component together go by its name. */
function namesOf(targets: readonly string[], { estate }: Run): string {
  const struck = new Set(targets)
  const counts = new Map<string, number>()
  for (const { component, name } of estate.instances)
    if (struck.has(name)) counts.set(component, (counts.get(component) ?? 0) + 1)
  const groups = new Map<string, string>()
  for (const { component, name, replicas } of estate.instances)
    if (struck.has(name) && counts.get(component) === replicas) groups.set(name, component)
  const names = [...new Set(targets.map((target) => groups.get(target) ?? target))]
  const rest = names.length - NAMED_MAX
  return rest > 0 ? `${names.slice(0, NAMED_MAX).join(", ")} and ${rest} more` : names.join(", ")
}

/** Windows in which an objective does not hold, those in a row as one. */
function breachMarks(run: Run): readonly Mark[] {
  return run.plan.objectives.flatMap((objective, index) => {
    if (objective.measure === "recovery") return []
    const { target } = objective
    const targets = [target.of === "link" ? `${target.from} -> ${target.to}` : target.component]
    const label = formatObjective(objective)
    return joined(breachesOf(run, objective) ?? []).map(({ fromNs, toNs }, place): Mark => {
      return { id: `${BREACH}${index}:${place}`, kind: "breach", label, targets, fromNs, toNs }
    })
  })
}

function joined(breaches: readonly Breach[]): readonly Breach[] {
  const out: Breach[] = []
  for (const { fromNs, toNs } of breaches) {
    const last = out.at(-1)
    if (last?.toNs === fromNs) out[out.length - 1] = { fromNs: last.fromNs, toNs }
    else out.push({ fromNs, toNs })
  }
  return out
}
