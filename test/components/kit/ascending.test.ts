import { expect, it } from "vitest"
import * as z from "zod"
import { ascending } from "../../../components/kit/ascending.ts"
import { count } from "../../../components/kit/schema.ts"

const schema = z
  .strictObject({ few: count().default(2), many: count().default(5) })
  .superRefine(ascending("few", "many"))

it.each([
  [{}, true],
  [{ few: 5 }, true],
  [{ few: 6 }, false],
  [{ many: 1 }, false],
  [{ few: 6, many: 7 }, true],
])("%j: %j", (input, isRight) => {
  const issues = schema.safeParse(input).error?.issues ?? []
  expect(issues).toMatchObject(
    isRight ? [] : [{ path: ["few"], message: "few must be at most many, the defaults of both included" }],
  )
})
