import type { Path } from "../../../scenarios/text/place.ts"
import type { Problem } from "../../../scenarios/text/problem.ts"

/** What an edit writes: plain data, as a document holds it. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value }

/** A way through the document as data. */
export type EditPath = Path

/**
 * A change of a scenario as plain data: it can be kept, sent, and carried out again on another text. Times and amounts
 * are in the document's words (`30s`, `5%`).
 */
export type ScenarioEdit =
  /** Puts a value at a path; what is missing on the way is made. The index behind the last of a list appends. */
  | { readonly do: "set"; readonly path: EditPath; readonly value: Value }
  /** Puts a member into a list before the one at the path. */
  | { readonly do: "insert"; readonly path: EditPath; readonly value: Value }
  /** Takes a key with its value, or a member of a list, away. */
  | { readonly do: "remove"; readonly path: EditPath }
  /**
   * Adds a component of a kind. Without a name it gets a free one made from its kind; `values` go before what the kind
   * says a new one has; `to` is whom it passes on to, where its kind has to say so (absent: any that fits).
   */
  | {
      readonly do: "add-component"
      readonly kind: string
      readonly name?: string
      readonly to?: string
      readonly values?: Readonly<Record<string, Value>>
    }
  /** Gives a component another name, here and wherever it is named. */
  | { readonly do: "rename-component"; readonly from: string; readonly to: string }
  /**
   * Takes a component away, with what points to it. Where other components would have nobody left to call and go, too, it
   * is refused (`callers`), unless it says so.
   */
  | { readonly do: "remove-component"; readonly component: string; readonly withCallers?: boolean }
  /**
   * Lets a component call another, in its kind's way. `to` may name an operation (`pay.charge`). `at` names the part of
   * the caller that does (an operation of a service); absent: its first. `values` go into the new entry (a route's path).
   */
  | {
      readonly do: "connect"
      readonly from: string
      readonly to: string
      readonly at?: string
      readonly values?: Readonly<Record<string, Value>>
    }
  /** Takes every call from one component to another away, with what cannot be without it. */
  | { readonly do: "disconnect"; readonly from: string; readonly to: string }
  /** Adds a line to `faults`: `values` may have for, every and amount. `at` is simulated time. */
  | {
      readonly do: "add-fault"
      readonly verb: string
      readonly target: string
      readonly at: string
      readonly values?: Readonly<Record<string, Value>>
    }
  /** Sets a field of the rule that is written for exactly these two, made where there is none; null takes it away. */
  | EdgeEdit
  /** Several, all or none; looked over at the end only. */
  | { readonly do: "all"; readonly edits: readonly ScenarioEdit[] }

/** `pay -> ledger`: `field` is the way inside the rule, such as `["retry", "attemptsMax"]`. */
export interface EdgeEdit {
  readonly do: "set-link" | "set-policy"
  readonly from: string
  readonly to: string
  readonly field: readonly string[]
  readonly value: Value
}

/** A stretch of the text before, and what comes in its place. */
export interface TextChange {
  readonly start: number
  readonly end: number
  readonly text: string
}

export type RefusalReason =
  /** The text is no YAML that could be edited. */
  | "syntax"
  /** There is no such place, component, kind or verb. */
  | "not-there"
  /** The name is not free, or no name. */
  | "name"
  /** The kind has no such way: it calls nobody, or not one of the other's kind. */
  | "kind"
  /** Other components could not be without it. */
  | "callers"
  /** What is written there cannot take it: shared by an anchor, or of another shape. */
  | "shape"
  /** The scenario would have an error that it did not have: `problems` says which. */
  | "error"

/** Why an edit was not carried out. The text is as it was. */
export interface Refusal {
  readonly reason: RefusalReason
  /** One sentence without a full stop. */
  readonly message: string
  /** The errors it would bring, with places in the text that was not made. */
  readonly problems: readonly Problem[]
}

export interface Edited {
  readonly text: string
  /** One stretch at most: what lies outside it is as it was, byte for byte. */
  readonly changes: readonly TextChange[]
}

export type EditResult = Edited | { readonly refusal: Refusal }

export interface EditOptions {
  /** Carries the edit out even if the scenario then has an error that it did not have. */
  readonly mayBreak?: boolean
}
