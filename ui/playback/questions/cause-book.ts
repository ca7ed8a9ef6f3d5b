/** What a cause is about, with its number. The first five are circumstances, the others how they took effect. */
export const CAUSES = {
  fault: 0,
  replica: 1,
  zone: 2,
  operation: 3,
  component: 4,
  attempt: 5,
  outcome: 6,
  segment: 7,
} as const
export type CauseKind = keyof typeof CAUSES

/** `what` and `which` are below this: actors, operations, outcomes and their like. */
const LIMIT = 131_072

/** What calls have in common, each numbered when first met, and how many calls inside and outside a box have it. */
export class CauseBook {
  readonly kinds: CauseKind[] = []
  /** Component, actor or fault, by kind. */
  readonly what: number[] = []
  /** Operation, outcome or kind of time, by kind; 0 for those that have none. */
  readonly which: number[] = []
  readonly inside: number[] = []
  readonly outside: number[] = []
  private readonly ids = new Map<number, number>()
  /** The latest call that had it. */
  private readonly seen: number[] = []
  private call = 0
  private isInside = false

  /** The next call begins. */
  begin(isInside: boolean): void {
    this.call++
    this.isInside = isInside
  }

  /** The call has it; said twice it counts once. */
  note(kind: CauseKind, what: number, which: number): void {
    const key = (CAUSES[kind] * LIMIT + what) * LIMIT + which
    let id = this.ids.get(key)
    if (id === undefined) id = this.enter(key, kind, [what, which])
    if (this.seen[id] === this.call) return
    this.seen[id] = this.call
    if (this.isInside) this.inside[id]++
    else this.outside[id]++
  }

  private enter(key: number, kind: CauseKind, [what, which]: readonly [number, number]): number {
    const id = this.kinds.length
    this.ids.set(key, id)
    this.kinds.push(kind)
    this.what.push(what)
    this.which.push(which)
    this.inside.push(0)
    this.outside.push(0)
    this.seen.push(0)
    return id
  }
}
