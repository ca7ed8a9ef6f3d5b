import type { Parsed } from "../mistake.ts"

/**
 * A notation writes one of several kinds with parameters, in a short text and a long object that mean the same:
 * `lognormal p50=8ms p99=60ms` and `{ kind: lognormal, p50: 8ms, p99: 60ms }`. Reading, both directions of
 * `fmt`, the JSON Schema and the mistakes follow from this declaration.
 *
 *     short      = bare value | kind { word } ;
 *     word       = name "=" value          (any parameter)
 *                | value                   (the kind's `positional` parameter)
 *                | value ".." value ;      (the kind's `range` parameters)
 */
export interface Notation<Output> {
  /** With its article: "a distribution". */
  readonly noun: string
  readonly example: string
  /** In the order in which documentation lists them. */
  readonly kinds: ReadonlyMap<string, NotationKind<Output>>
  /** The kind that a value alone stands for. */
  readonly bare?: string
}

export interface NotationKind<Output> {
  readonly summary: string
  readonly parameters: Readonly<Record<string, Parameter>>
  /** The parameter that needs no name in the short form. */
  readonly positional?: string
  /** Two parameters that the short form may write as `1ms..3ms`. */
  readonly range?: readonly [string, string]
  /** Exactly one must fit what is given. */
  readonly forms: readonly Form<Output>[]
  /** Pairs of parameters of which the first must not exceed the second. */
  readonly ordered?: readonly (readonly [string, string])[]
}

export interface Parameter {
  readonly parse: (input: unknown) => Parsed<unknown>
  /** What the long form holds: a text with a unit, a number, or something with no short form. */
  readonly written: "text" | "number" | "structure"
  readonly example: string
}

export interface Form<Output> {
  readonly required: readonly string[]
  readonly optional?: readonly string[]
  readonly build: (values: Values) => Output
}

/** The parsed parameters of one form. */
export interface Values {
  has(name: string): boolean
  /** Numbers unless the parameter's parser gives something else; the caller names what. */
  get<Value = number>(name: string): Value
}

/** A kind and its parameters, read from either form but not yet judged. */
export interface Raw {
  readonly kind: string
  readonly members: ReadonlyMap<string, RawMember>
}

export interface RawMember {
  readonly input: unknown
  /** Where a mistake in the value stands: a span of the short text or a key of the long object. */
  readonly place: { readonly offset: number; readonly length: number } | { readonly key: string }
  /** Where a mistake in the name stands. */
  readonly namePlace: { readonly offset: number; readonly length: number } | { readonly key: string }
}
