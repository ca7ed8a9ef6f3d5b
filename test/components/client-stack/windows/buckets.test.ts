import { expect, it } from "vitest"
import { breakerChoice } from "../../../../components/client-stack/breakers/choice.ts"

const message = (input: object) =>
  breakerChoice()
    .safeParse(input)
    .error?.issues.map((issue) => [...issue.path, issue.message].join(": "))

it.each(["rolling-buckets", "error-rate"])("%s has a whole bucket at least, and not more than can be kept", (kind) => {
  expect(message({ kind, window: "1s" })).toBeUndefined()
  expect(message({ kind, window: "999ms" })).toEqual(["window: a window of 999ms has no whole bucket of 1s"])
  expect(message({ kind, window: "10s", bucket: "1ms" })).toBeUndefined()
  expect(message({ kind, window: "104d" })).toEqual(["window: a window of 104d has more than 10000 buckets of 1s"])
})
