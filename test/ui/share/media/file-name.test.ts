import fc from "fast-check"
import { expect, test } from "vitest"
import { fileName } from "../../../../ui/share/media/file-name.ts"

test.each([
  [[184.25e9], "svg", "checkout-seed-42-at-3m04.250s.svg"],
  [[3_723.4e9], "png", "checkout-seed-42-at-1h02m03.400s.png"],
  [[0, 5e9], "webm", "checkout-seed-42-at-0m00.000s-to-0m05.000s.webm"],
])("at %j as %s it is %s", (timesNs, ending, name) => {
  expect(fileName({ scenario: "checkout", seed: "42", timesNs }, ending)).toBe(name)
})

test("whatever things are called, it is a name that stands anywhere", () => {
  const text = fc.string({ unit: "binary", maxLength: 200 })
  fc.assert(
    fc.property(text, text, (scenario, seed) => {
      const name = fileName({ scenario, seed, timesNs: [1e9] }, "gif")
      expect(name).toMatch(/^[A-Za-z0-9._-]+-seed-[A-Za-z0-9._-]+-at-0m01\.000s\.gif$/)
      expect(name.length).toBeLessThan(180)
    }),
  )
})
