// No imports here: the bundler inlines a constant only where none come before it.

/**
 * Integers of an actor's meter. Times are sums of nanoseconds modulo 2^32, and so are the identities between them: a
 * slip goes unseen once in 4 thousand million.
 */
export const CAME_NS = 0
export const LEFT_NS = 1
/** Of those that left, by the time of arrival noted on their frames. */
export const STAYED_NS = 2
export const PRESENT = 3
export const INT_SHIFT = 2

/** Doubles of an actor's meter: requests that came, those that left, and those by outcome from OUTCOMES on. */
export const CAME = 0
export const LEFT = 1
export const OUTCOMES_FROM = 2
export const COUNT_SHIFT = 4
