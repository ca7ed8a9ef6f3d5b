import { it } from "vitest"
import { otlpTraces } from "../../../formats/otlp/otlp.ts"
import { expectGolden } from "../trace/golden.ts"
import { recordedRun, threeRequests } from "../trace/support.ts"

it("writes three requests so that a person can read them (npm run golden writes the text anew)", () => {
  expectGolden([...otlpTraces(recordedRun(threeRequests))].join(""), new URL("three-requests.txt", import.meta.url))
})
