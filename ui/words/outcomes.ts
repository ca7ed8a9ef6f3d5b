/** Looks that outcomes share: a colour (`--outcome-…`) and a shape. */
export type OutcomeLook = "ok" | "error" | "late" | "refused" | "lost" | "cancelled" | "open"

/** By number of the outcome, as the engine numbers them (a test compares): how it is named and drawn. */
export const OUTCOME_WORDS: readonly { readonly name: string; readonly look: OutcomeLook }[] = [
  { name: "ok", look: "ok" },
  { name: "error", look: "error" },
  { name: "timeout", look: "late" },
  { name: "deadline", look: "late" },
  { name: "rejected", look: "refused" },
  { name: "rate-limited", look: "refused" },
  { name: "circuit-open", look: "refused" },
  { name: "refused", look: "refused" },
  { name: "unreachable", look: "lost" },
  { name: "lost", look: "lost" },
  { name: "cancelled", look: "cancelled" },
  { name: "in-flight", look: "open" },
]
