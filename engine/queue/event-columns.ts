// No imports here or in other files of hot constants: the bundler inlines a constant only where none come before it.

/**
 * Integer columns of a pending event. A slot is 32 B, half a cache line: its time (one double) and six integers,
 * through two views of one buffer, so that whoever looks at an event touches one line.
 */
export const SEQUENCE = 2
export const NEXT = 3
/** Linked events: the slot before. In a heap: the heap index. */
export const PREVIOUS = 4
/** Generation and place. */
export const STATE = 5
/** Actor and kind. */
export const TARGET = 6
export const ARGUMENT = 7
/** Slot number to index of its first column: `slot << COLUMN_SHIFT`. A shift needs no overflow check. */
export const COLUMN_SHIFT = 3
/** Slot number to index of its time. */
export const TIME_SHIFT = 2

/** Stands for "none" in links. Its slot is never given out, so writing to it needs no branch. */
export const NO_SLOT = 0

/** Where an event waits: in a queue (which may say more: far, heap), or where the kernel put it. */
export const PLACE_QUEUED = 0
export const PLACE_FAR = 1
export const PLACE_HEAP = 2
export const PLACE_LANE = 3
export const PLACE_NOW = 4
/** In no place: a lane's entry outside the queue, or cancelled while waiting in the ring of the instant. */
export const PLACE_NOWHERE = 5
export const PLACE_FREE = 6
export const PLACE_BITS = 3
export const PLACE_MASK = 7

/** Kinds are 0 to 255; actors have the other 24 bits, lanes among them as `~lane`. */
export const KIND_BITS = 8
export const KIND_MASK = 255
export const SLOT_BITS = 22
export const SLOT_MASK = 0x3fffff
export const GENERATION_MASK = 511

/** Pending events a run can hold at once (4,194,303); a handle keeps 22 bits of slot and 9 of generation. */
export const PENDING_EVENTS_MAX = 0x3fffff

/** The handle of no timer. */
export const NO_TIMER = -1
