import { applyEdit, type EditOptions, type RefusalReason, type ScenarioEdit } from "../../../ui/document/index.ts"

/** The text after an edit that has to be carried out. */
export function edited(text: string, edit: ScenarioEdit, options: EditOptions = {}): string {
  const result = applyEdit(text, edit, options)
  if ("refusal" in result) throw new Error(`${result.refusal.reason}: ${result.refusal.message}`)
  return result.text
}

export function refusalOf(
  text: string,
  edit: ScenarioEdit,
): { readonly reason: RefusalReason; readonly message: string } {
  const result = applyEdit(text, edit)
  if (!("refusal" in result)) throw new Error("the edit was carried out")
  return result.refusal
}

/** What an edit does to the lines of a text: those that went, with `-`, and those that came, with `+`. */
export function linesChanged(before: string, now: string): readonly string[] {
  const [old, fresh] = [before.split("\n"), now.split("\n")]
  const gone = without(old, fresh).map((line) => `-${line}`)
  return [...gone, ...without(fresh, old).map((line) => `+${line}`)]
}

/** Lines of one list that the other has fewer of. */
function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return lines.filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}
