import { expect, test } from "vitest"
import { differencePath } from "../../../ui/panels/charts/difference-path.ts"

test.each([
  ["more above the middle, less below it", [0, 4, -2], "M0,24L1,0L2,36", 4],
  ["none is the middle", [0, 0], "M0,24L1,24", 0],
  ["where one of the two has nothing is a gap", [1, Number.NaN, 1], "M0,0ZM2,0Z", 1],
  ["nothing at all", [], "", 0],
])("a difference: %s", (_, values, line, most) => {
  expect(differencePath(Float32Array.from(values), 48)).toEqual({ line, most })
})
