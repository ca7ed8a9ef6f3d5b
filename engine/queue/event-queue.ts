/**
 * An order of pending events by (time, sequence). Slots belong to the shared EventPool, which a queue reads
 * for their keys and where it keeps PLACE, NEXT and PREVIOUS. Every implementation gives the same pop order.
 */
export interface EventQueue {
  /** Slots held. */
  readonly size: number
  insert(slot: number): void
  /** Takes out a slot that is in this queue, wherever it is. */
  remove(slot: number): void
  /** Time of the first event in ns, +Infinity when there is none. */
  firstTimeNs(): number
  /** The first slot without taking it out, -1 when there is none. */
  first(): number
  /** Takes out the slot that `first` has just given, with nothing in between. */
  drop(): void
  /** Takes the first slot out. The queue must not be empty. */
  pop(): number
  snapshot(): EventQueueSnapshot
  restore(snapshot: EventQueueSnapshot): void
}

/** The slots in the queue; their keys are in the pool. Order within is rebuilt, since the pop order is fixed by the keys. */
export type EventQueueSnapshot = {
  readonly slots: Int32Array
}
