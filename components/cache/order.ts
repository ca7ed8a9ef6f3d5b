/** A doubly linked list through the slots of a store, the latest first; -1 ends it. */
export type Order = {
  readonly newer: Int32Array
  readonly older: Int32Array
  first: number
  last: number
}

export function createOrder(slots: number): Order {
  return { newer: new Int32Array(slots), older: new Int32Array(slots), first: -1, last: -1 }
}

/** The same with room for more slots. */
export function grownOrder({ newer, older, first, last }: Order, slots: number): Order {
  return { newer: wider(newer, slots), older: wider(older, slots), first, last }
}

export function putFirst(order: Order, slot: number): void {
  order.newer[slot] = -1
  order.older[slot] = order.first
  if (order.first >= 0) order.newer[order.first] = slot
  else order.last = slot
  order.first = slot
}

export function takeOut(order: Order, slot: number): void {
  const newer = order.newer[slot] ?? -1
  const older = order.older[slot] ?? -1
  if (newer >= 0) order.older[newer] = older
  else order.first = older
  if (older >= 0) order.newer[older] = newer
  else order.last = newer
}

/** Slots from the last to the first. */
export function* fromLast({ newer, last }: Order): Iterable<number> {
  for (let slot = last; slot >= 0; slot = newer[slot] ?? -1) yield slot
}

/** A copy with room for more. */
export function wider(from: Int32Array, slots: number): Int32Array {
  const to = new Int32Array(slots)
  to.set(from)
  return to
}
