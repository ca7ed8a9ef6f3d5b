import { OUTCOME_COUNT, type OutcomeName, outcomeNumber } from "../../engine/index.ts"

/** How a try went, as policies see it. Ignored: it says nothing about the callee, but what it held is free again. */
export const SUCCEEDED = 0
export const FAILED = 1
export const IGNORED = 2

/** For breakers, outliers, budgets and hedges: anything but an answer is a failure of the callee or the way to it. */
export const HEALTH_RESULTS = resultsOf(
  ["ok"],
  ["error", "timeout", "deadline", "rejected", "rate-limited", "refused", "unreachable", "lost"],
)

/** For adaptive limits: failed is what too much load does to a call; an error says nothing (Netflix: `onIgnore`). */
export const LOAD_RESULTS = resultsOf(
  ["ok"],
  ["timeout", "deadline", "rejected", "rate-limited", "refused", "unreachable", "lost"],
)

/** For throttles: an error is an answer of a callee that has accepted the call. */
export const ACCEPTANCE_RESULTS = resultsOf(
  ["ok", "error"],
  ["timeout", "deadline", "rejected", "rate-limited", "refused", "unreachable", "lost"],
)

/** Results by outcome number; what is named in neither list is ignored. */
function resultsOf(succeeded: readonly OutcomeName[], failed: readonly OutcomeName[]): Uint8Array {
  const results = new Uint8Array(OUTCOME_COUNT).fill(IGNORED)
  for (const name of succeeded) results[outcomeNumber(name)] = SUCCEEDED
  for (const name of failed) results[outcomeNumber(name)] = FAILED
  return results
}
