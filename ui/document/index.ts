/** The door to editing scenarios: text, picture and form are three views of one text. */
export type { Completion } from "./completion/completion.ts"
export { completionsAt } from "./completion/completions.ts"
export { applyEdit } from "./edits/apply.ts"
export type {
  EdgeEdit,
  Edited,
  EditOptions,
  EditResult,
  Refusal,
  RefusalReason,
  ScenarioEdit,
  TextChange,
  Value,
} from "./edits/edit.ts"
export type { FieldChoice, FieldType, Form, FormField, FormSubject } from "./form/field.ts"
export { formOf } from "./form/form.ts"
export { type FaultKind, faultKinds, type Kind, kinds } from "./form/kinds.ts"
export {
  type Change,
  canRedo,
  canUndo,
  changed,
  type Entry,
  type History,
  newHistory,
  redone,
  undone,
} from "./history.ts"
export { componentNames, newNameFor } from "./names/component-names.ts"
export { fixed, problemsOf, type TextProblem } from "./problems.ts"
