import { assert } from "../assert.ts"
import { capture, type Plain, reinstate } from "../kernel/plain.ts"

/** The effects at rest. */
const REST = {
  partition: 0,
  partitionRequests: 0,
  partitionReplies: 0,
  loss: 0,
  duplication: 0,
  reordering: 0,
  addedNs: 0,
  bandwidth: Infinity,
}

type Effect = keyof typeof REST

/** The effect of each verb a link understands; engine/faults/verbs says what they mean. */
const EFFECT_OF: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ["partition", "partition"],
  ["partition-requests", "partitionRequests"],
  ["partition-replies", "partitionReplies"],
  ["lose", "loss"],
  ["duplicate", "duplication"],
  ["reorder", "reordering"],
  ["delay", "addedNs"],
  ["throttle", "bandwidth"],
])

/** What faults do to a link at present: shares in [0, 1], ns added to each leg, bytes per second. */
export class LinkFaults {
  private effects: Record<Effect, number> = { ...REST }

  /** Begins a verb, or gives it another amount, or ends it. */
  set(verb: string, on: boolean, amount: number): void {
    const effect = EFFECT_OF.get(verb)
    assert(effect !== undefined, `a link was given the fault verb "${verb}", which it does not know`)
    this.effects[effect] = on ? amount : REST[effect]
  }

  get(effect: Effect): number {
    return this.effects[effect]
  }

  snapshot(): Plain {
    return capture(this, ["effects"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["effects"], saved)
  }
}
