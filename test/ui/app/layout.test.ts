import { expect, test } from "vitest"
import { boundSize, readSizes, SIZE_BOUNDS, setSize, useSizes } from "../../../ui/app/layout.ts"

test("what is kept is taken in bounds, and nothing else is", () => {
  const standard = readSizes(null)
  expect(readSizes('{"editor": 500, "inspector": 5, "timeline": "tall"}')).toEqual({
    editor: 500,
    inspector: SIZE_BOUNDS.inspector.min,
    timeline: standard.timeline,
  })
  for (const text of ["", "nonsense", "7", "null", "[1]"]) expect(readSizes(text)).toEqual(standard)
})

test("a size stays in its bounds, without a browser's storage too", () => {
  setSize("timeline", 1e9)
  expect(useSizes.getState().timeline).toBe(SIZE_BOUNDS.timeline.max)
  expect(boundSize("editor", -3)).toBe(SIZE_BOUNDS.editor.min)
})
