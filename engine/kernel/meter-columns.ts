/** Double columns of an actor's meter. The two-word sums stay exact beyond 2^53 ns. */
export const PRESENT = 0
export const CHANGED_AT = 1
export const PRESENT_NS_LOW = 2
export const PRESENT_NS_HIGH = 3
export const STAYED_NS_LOW = 4
export const STAYED_NS_HIGH = 5
export const ARRIVED = 6
export const LEFT = 7
export const SHIFT = 3
/** Outcomes of an actor begin at actor << OUTCOME_SHIFT. */
export const OUTCOME_SHIFT = 4
export const WORD = 0x10000000000000
