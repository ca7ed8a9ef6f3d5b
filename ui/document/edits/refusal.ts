import type { Problem } from "../../../scenarios/text/problem.ts"
import type { Refusal, RefusalReason } from "./edit.ts"

/** Ends an edit that cannot be carried out; caught where the edit began, never outside. */
export class EditRefusal extends Error {
  override readonly name = "EditRefusal"
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

export function refuse(reason: RefusalReason, message: string, problems: readonly Problem[] = []): never {
  throw new EditRefusal({ reason, message, problems })
}
