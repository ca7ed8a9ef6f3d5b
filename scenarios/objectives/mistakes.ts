import type { Span } from "../../components/kit/mistake.ts"
import type { ProblemCode } from "../text/codes.ts"

/** What is wrong with an objective; `at` is the place inside its text. */
export interface ObjectiveMistake {
  readonly code: ProblemCode
  readonly message: string
  readonly at: Span
  readonly found?: string
  readonly expected?: string
  /** Put in place of `at`, it works. */
  readonly suggestion?: string
}

/** Ends the reading of one objective; caught where the reading began, never outside. */
export class ObjectiveRefusal extends Error {
  override readonly name = "ObjectiveRefusal"
  readonly mistake: ObjectiveMistake

  constructor(mistake: ObjectiveMistake) {
    super(mistake.message)
    this.mistake = mistake
  }
}

export function refuse(mistake: Omit<ObjectiveMistake, "suggestion"> & { suggestion?: string | undefined }): never {
  const { suggestion, ...rest } = mistake
  throw new ObjectiveRefusal(suggestion === undefined ? rest : { ...rest, suggestion })
}
