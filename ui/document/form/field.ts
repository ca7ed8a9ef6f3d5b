import type { Path } from "../../../scenarios/text/place.ts"
import type { Value } from "../edits/edit.ts"

export type FieldType =
  | "duration"
  | "rate"
  | "size"
  | "bandwidth"
  | "percent"
  | "count"
  | "number"
  | "choice"
  | "flag"
  | "text"
  | "distribution"
  | "keys"
  /** The name of a component, one of its operations, or what a fault strikes. */
  | "reference"
  /** A list, or a mapping by names of the document's own: edited as text. */
  | "list"
  /** Fields of its own follow it. */
  | "group"
  /** A text in a notation of its own, or one of several types. */
  | "other"

export interface FieldChoice {
  readonly value: string | number | boolean
  readonly label: string
  readonly docs: string
}

/** One field of a form. */
export interface FormField {
  /** Where its value stands in the document, or would: the path of a `set` edit. */
  readonly path: Path
  /** Inside the form: `retry.attemptsMax`. */
  readonly name: string
  /** In words: `attempts max`. */
  readonly label: string
  readonly docs: string
  readonly type: FieldType
  /** As the document has it; undefined where it says nothing. */
  readonly value: Value | undefined
  readonly isSet: boolean
  /** What holds where nothing is written: the profile's value, else the schema's; undefined where there is none. */
  readonly default: Value | undefined
  readonly isRequired: boolean
  /** What it can be, where that is a list; of a field that takes other values, too, the words it knows. */
  readonly choices: readonly FieldChoice[]
  /** Bounds in the field's own words (`1ms`, 5); undefined where there are none. */
  readonly min: string | number | undefined
  readonly max: string | number | undefined
  /** Values that would do, the likeliest first: for an empty field, and for notations (`exponential 8ms`). */
  readonly examples: readonly string[]
  /** Of a reference: what the name is of. An editor offers `completionsAt`'s names, or the document's components. */
  readonly refersTo: "component" | "operation" | "target" | "link" | undefined
  /** How many groups it lies in. */
  readonly depth: number
  /**
   * Fields of its own follow it, deeper by one: a group (`retry`), which can be set to `{}` and removed as a whole, or a
   * choice that is made and has parameters (`balance`). Setting one of them writes what is around it as is needed.
   */
  readonly isGroup: boolean
}

/** What a form is about. */
export type FormSubject =
  | { readonly of: "scenario" }
  | { readonly of: "component"; readonly component: string }
  | { readonly of: "load"; readonly component: string }
  | { readonly of: "link" | "policy"; readonly from: string; readonly to: string }
  | { readonly of: "fault"; readonly index: number }

export interface Form {
  readonly title: string
  readonly docs: string
  /** Where what it is about stands, or would. */
  readonly path: Path
  readonly fields: readonly FormField[]
}
