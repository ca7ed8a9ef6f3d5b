import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { applyEdit, changed, newHistory, problemsOf, undone } from "../../../ui/document/index.ts"
import { LONG } from "../../setup/long.ts"
import { commentLines, library } from "./library.ts"
import { editFrom, pictureOf } from "./random-edits.ts"

/** Edits in all (chosen: a thousand take six seconds). */
const edits = LONG ? 5000 : 600
/** Fewer of longer texts, which take longer; three of each at least. */
const perCharacter = edits / library.reduce((sum, [, text]) => sum + 1 / text.length, 0)
const editsOf = (text: string) => Math.max(3, Math.ceil(perCharacter / text.length))
const numbers = fc.array(fc.nat(9999), { minLength: 4, maxLength: 4 })

describe("random edits keep every comment line, bring no error, and can be undone", () => {
  let accepted = 0

  it.each(library)("of %s", (_, text) => {
    const picture = pictureOf(text)
    const property = fc.property(numbers, (chosen) => {
      const edit = editFrom(picture, chosen)
      const result = applyEdit(text, edit)
      if ("refusal" in result) {
        expect(result.refusal.message).not.toBe("")
        expect(result.refusal.reason).not.toBe("shape")
        return
      }
      accepted++
      expect(commentLines(result.text)).toEqual(commentLines(text))
      // Reading a text anew is most of what this takes.
      if (accepted % 8 === 0) expect(problemsOf(result.text).filter(({ severity }) => severity === "error")).toEqual([])
      const [change = { start: 0, end: 0, text: "" }] = result.changes
      expect(text.slice(0, change.start) + change.text + text.slice(change.end)).toBe(result.text)
      const history = changed(newHistory(text), { text: result.text, label: edit.do, atMs: 1 })
      expect(undone(history).present.text).toBe(text)
    })
    fc.assert(property, { numRuns: editsOf(text) })
  })

  it("most of which are carried out", () => {
    expect(accepted).toBeGreaterThan(edits / 2)
  })
})
