import { TIMER_KINDS } from "../../../engine/index.ts"

/** Timers of a registry's server from here on, apart from those of the common server, which it also has. */
export const REGISTRY_TIMERS = TIMER_KINDS + 64

export const TIMER_SWEEP = REGISTRY_TIMERS + 0
export const TIMER_RAFT = REGISTRY_TIMERS + 1
export const TIMER_SPREAD = REGISTRY_TIMERS + 2
export const TIMER_CACHE = REGISTRY_TIMERS + 3
/** Of the gossip, which sets and takes back its timer itself. */
export const TIMER_GOSSIP = REGISTRY_TIMERS + 4
