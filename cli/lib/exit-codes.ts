/** Exit codes of every command, in the order in which the worst of several is chosen. */
export const OK = 0
export const INTERNAL = 1
export const USAGE = 2
export const INCONCLUSIVE = 98
export const OBJECTIVE_FAILED = 99
export const INVALID = 104
export const STOPPED = 105

const WORST_FIRST = [INTERNAL, USAGE, INVALID, STOPPED, OBJECTIVE_FAILED, INCONCLUSIVE, OK]

/** The worst of several. */
export function worst(codes: readonly number[]): number {
  return WORST_FIRST.find((code) => codes.includes(code)) ?? OK
}
