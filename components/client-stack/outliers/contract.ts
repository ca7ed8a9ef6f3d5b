import type { Plain } from "../../../engine/index.ts"
import { type PolicyContext, type PolicyLeaf, restoreContext, saveContext } from "../leaf.ts"

/**
 * Which backends to leave alone for a while, by how their calls end. Backends are numbers from 0. No timers: what time
 * changes is worked out by `advance`, which any call from `nextChangeNs` on has to do first.
 */
export interface OutlierDefinition<P, S extends Plain> extends PolicyLeaf<P> {
  state(params: P, backends: number): S
  /** A try goes to the backend. */
  sent(context: PolicyContext<P, S>, backend: number): void
  /** A try on the backend has ended: `result` as in results.ts. */
  settled(context: PolicyContext<P, S>, backend: number, result: number): void
  /** Does what was due until now. */
  advance(context: PolicyContext<P, S>): void
  /** When time alone may change something next; +Infinity: never. */
  nextChangeNs(context: PolicyContext<P, S>): number
  isOut(context: PolicyContext<P, S>, backend: number): boolean
}

export type AnyOutlier = OutlierDefinition<unknown, Plain>

/** The registry's door: parameters and state given to a detector are what its own schema and `state` returned. */
export function defineOutlier<P, S extends Plain>(definition: OutlierDefinition<P, S>): AnyOutlier {
  return definition
}

/** A detector as a port uses it: `update` before a choice, `sent` after it, `settled` at the end of each try. */
export class OutlierDetector {
  /** 1 where a backend is out, as of the latest `update`. */
  readonly out: Uint8Array
  private readonly definition: AnyOutlier
  private readonly context: PolicyContext<unknown, Plain>
  private stale = true
  private nextChangeNs = 0

  constructor(definition: AnyOutlier, context: PolicyContext<unknown, Plain>, backends: number) {
    this.definition = definition
    this.context = context
    this.out = new Uint8Array(backends)
  }

  /** Brings `out` up to date; true where it changed. A comparison where nothing happened since. */
  update(nowNs: number): boolean {
    if (!this.stale && nowNs < this.nextChangeNs) return false
    const { definition, context, out } = this
    context.now = nowNs
    definition.advance(context)
    let changed = false
    for (let backend = 0; backend < out.length; backend++) {
      const isOut = definition.isOut(context, backend) ? 1 : 0
      if (out[backend] !== isOut) changed = true
      out[backend] = isOut
    }
    this.nextChangeNs = definition.nextChangeNs(context)
    this.stale = false
    return changed
  }

  sent(nowNs: number, backend: number): void {
    this.context.now = nowNs
    this.definition.sent(this.context, backend)
    if (this.out[backend] !== 0 || this.definition.isOut(this.context, backend)) this.stale = true
  }

  settled(nowNs: number, backend: number, result: number): void {
    const { definition, context } = this
    context.now = nowNs
    if (nowNs >= this.nextChangeNs) definition.advance(context)
    const before = definition.isOut(context, backend)
    definition.settled(context, backend, result)
    if (before || definition.isOut(context, backend)) this.stale = true
  }

  snapshot(): Plain {
    const { out, stale, nextChangeNs } = this
    return { context: saveContext(this.context), out: out.slice(), stale, nextChangeNs }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    restoreContext(this.context, from.context)
    this.out.set(from.out)
    this.stale = from.stale
    this.nextChangeNs = from.nextChangeNs
  }
}
