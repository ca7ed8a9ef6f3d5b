import { readFileSync } from "node:fs"
import { beforeAll, describe, expect, it } from "vitest"
import { build, orrery } from "../cli/orrery.ts"

const pages = ["README.md", "docs/start.md"]

/** Lines of a page's shell blocks that call the command, as its arguments. */
const calls = pages.flatMap((page) =>
  [...readFileSync(page, "utf8").matchAll(/^npm run -s orrery -- (.*?)(?:\s+#.*)?$/gm)].map(([, words = ""]) => ({
    page,
    words,
  })),
)

beforeAll(build, 60_000)

describe("the commands of the pages", () => {
  it.each(calls)(
    "$page: orrery $words",
    ({ words }) => {
      const { code, stdout, stderr } = orrery(words.split(" "))
      // An objective may fail or be open: that is an answer, not a broken command.
      expect([0, 98, 99], stderr).toContain(code)
      expect(stdout.length).toBeGreaterThan(20)
    },
    60_000,
  )

  it("finds some on every page", () => {
    for (const page of pages)
      expect(
        calls.some((call) => call.page === page),
        page,
      ).toBe(true)
  })
})
