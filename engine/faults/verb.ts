/** What a verb's amount is: nothing, a factor, a share in [0, 1], a duration in ns, or a rate in bytes per second. */
export type AmountKind = "none" | "factor" | "share" | "duration" | "rate"

/** A fault as data. What it does is the target's to know: it is told through `onFault(verb, on, amount)`. */
export interface FaultVerb {
  /** Begins the fault. */
  readonly verb: string
  /** Ends it. */
  readonly opposite: string
  readonly target: "component" | "link"
  /** Obeyed by components that register, whatever their kind, and by no others. */
  readonly isOfRegistered?: true
  readonly amount: AmountKind
  /** Taken when the scenario names none; null where it must name one or where there is none. */
  readonly amountDefault: number | null
  /** Which of several amounts on at once is the worst, and so the one that holds. */
  readonly worst: "highest" | "lowest"
  readonly title: string
  readonly summary: string
}
