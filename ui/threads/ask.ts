import type { Remote } from "comlink"
import type { BranchId } from "../protocol/feed.ts"
import type { Answers, Asks, QuestionName } from "../protocol/questions.ts"
import type { ViewApi } from "../protocol/view-api.ts"

/** Asks the view's worker a question about a branch. */
export function ask<Q extends QuestionName>(
  view: Remote<ViewApi>,
  name: Q,
  branch: BranchId,
  asks: Asks<Q>,
): Promise<Answers<Q>> {
  // The door of comlink: it forgets which answer belongs to which question.
  return view.ask({ name, branch, asks }) as Promise<Answers<Q>>
}
