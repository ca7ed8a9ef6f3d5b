// No imports here: the bundler inlines a constant only where none come before it.

/** Timers of a server, from TIMER_KINDS on; the argument is a frame, 0 for TIMER_SETUP. TIMER_AGAIN: a parked frame asks again. TIMER_SHED: the line's rule turns it away. TIMER_HELD: it has been held back for long enough. */
export const TIMER_WORK = 8
export const TIMER_PATIENCE = 9
export const TIMER_SETUP = 10
export const TIMER_AGAIN = 11
export const TIMER_SHED = 12
export const TIMER_HELD = 13

/** COUNTER of a frame that only joins the branches of a parallel step. */
export const JOIN = -1

/** Where a request stands at a server. It waits, and something else will wake it: */
export const WAITS = -1
/** it is about to carry out the instruction at its counter, */
export const AT_STEP = 0
/** has that instruction behind it, */
export const AT_STEP_DONE = 1
/** is at the door, not admitted yet, */
export const AT_DOOR = 2
/** is through with its program (ENDS + outcome), */
export const ENDS = 16
/** or is answered without having been worked on (ANSWERED + outcome). */
export const ANSWERED = 32
