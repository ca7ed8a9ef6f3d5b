import { TIMER_KINDS } from "../kernel/actor.ts"

/** Timers of a server; the argument is a frame, 0 for TIMER_SETUP. */
export const TIMER_WORK = TIMER_KINDS
export const TIMER_PATIENCE = TIMER_KINDS + 1
export const TIMER_SETUP = TIMER_KINDS + 2

/** COUNTER of a frame that only joins the branches of a parallel step. */
export const JOIN = -1
