/** How a request can end: one closed list for spans, links, particles and objectives (DESIGN §4). */
export const OUTCOMES = [
  "ok",
  "error",
  "timeout",
  "deadline",
  "rejected",
  "rate-limited",
  "circuit-open",
  "refused",
  "unreachable",
  "lost",
  "cancelled",
  "in-flight",
] as const

export type OutcomeName = (typeof OUTCOMES)[number]

/** Numbers of the outcomes in frames and columns: the index in OUTCOMES. */
export const OK = 0
export const ERROR = 1
export const TIMEOUT = 2
export const DEADLINE = 3
export const REJECTED = 4
export const RATE_LIMITED = 5
export const CIRCUIT_OPEN = 6
export const REFUSED = 7
export const UNREACHABLE = 8
export const LOST = 9
export const CANCELLED = 10
export const IN_FLIGHT = 11

export const OUTCOME_COUNT = OUTCOMES.length

export function outcomeNumber(name: OutcomeName): number {
  return OUTCOMES.indexOf(name)
}

export function outcomeName(outcome: number): OutcomeName {
  return OUTCOMES[outcome] ?? "in-flight"
}
