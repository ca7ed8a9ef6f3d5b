// No imports here: the bundler inlines a constant only where none come before it.

/** Kinds of event below `TIMER_KINDS` belong to the kernel, the rest to the actor that set the timer. */
export const KIND_REQUEST = 0
export const KIND_REPLY = 1
export const KIND_CANCEL = 2
export const KIND_PORT_TIMER = 3
/** A processor of the actor has finished a piece of work. */
export const TIMER_PROCESSOR = 4
export const TIMER_KINDS = 8

/** Integers of an entry in the ring of the present instant: actor, kind, argument. */
export const INSTANT_STRIDE = 3
/** Kind of an entry whose argument is the slot of a timer. */
export const INSTANT_SLOT = -1
