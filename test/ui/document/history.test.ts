import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { canRedo, canUndo, changed, type History, newHistory, redone, undone } from "../../../ui/document/index.ts"

/** Types a text at the end of what is there, a character every so many ms from a time on. */
function typed(history: History, text: string, { fromMs = 0, everyMs = 100 } = {}): History {
  return [...text].reduce((now, character, index) => {
    const next = now.present.text + character
    return changed(now, { text: next, label: "typing", atMs: fromMs + index * everyMs, typedTo: next.length })
  }, history)
}

describe("typing is undone a stretch at a time", () => {
  it("that goes on without a pause", () => {
    const history = typed(newHistory("a"), "bcd")
    expect(undone(history).present.text).toBe("a")
  })

  it("a pause, another place and a new line begin another", () => {
    const pause = typed(typed(newHistory("a"), "bc"), "de", { fromMs: 5000 })
    expect(undone(pause).present.text).toBe("abc")
    const elsewhere = changed(typed(newHistory("a"), "bc"), { text: "Xabc", label: "typing", atMs: 300, typedTo: 1 })
    expect(undone(elsewhere).present.text).toBe("abc")
    expect(undone(typed(newHistory("a"), "bc\nd")).present.text).toBe("abc")
  })

  it("what is deleted goes on, too", () => {
    const written = typed(newHistory("a"), "bc")
    const once = changed(written, { text: "ab", label: "typing", atMs: 300, typedTo: 2 })
    const twice = changed(once, { text: "a", label: "typing", atMs: 350, typedTo: 1 })
    expect(undone(twice).present.text).toBe("a")
    expect(twice.past).toHaveLength(1)
  })

  it("an edit of the picture stands for itself", () => {
    const history = changed(typed(newHistory("a"), "b"), { text: "abx", label: "connect", atMs: 150 })
    expect(undone(history).present.text).toBe("ab")
    expect(undone(undone(history)).present.text).toBe("a")
  })
})

it("undo and redo go back and forth over the texts, and a change forgets what was undone", () => {
  const texts = fc.array(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 })
  const property = fc.property(texts, (words) => {
    const whole = words.reduce((now, text, index) => changed(now, { text, label: "edit", atMs: index }), newHistory(""))
    const seen: string[] = []
    let back = whole
    for (; canUndo(back); back = undone(back)) seen.push(back.present.text)
    expect(back.present.text).toBe("")
    for (const text of seen.reverse()) {
      back = redone(back)
      expect(back.present.text).toBe(text)
    }
    expect(back).toEqual(whole)
    const other = changed(undone(whole), { text: "another", label: "edit", atMs: 99 })
    expect(canRedo(other)).toBe(false)
  })
  fc.assert(property, { numRuns: 100 })
})

it("there is nothing before the first text nor behind the last, and the same text is no change", () => {
  const history = newHistory("a")
  expect([undone(history), redone(history), changed(history, { text: "a", label: "", atMs: 5 })]).toEqual([
    history,
    history,
    history,
  ])
})
