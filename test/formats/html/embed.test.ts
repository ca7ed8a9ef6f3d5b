import fc from "fast-check"
import { expect, test } from "vitest"
import { EMBEDDED_ID, type EmbeddedRun, embedRun, readEmbedded } from "../../../formats/html/embed.ts"

const page = "<!doctype html><html><head></head><body><div id=root></div></body></html>"

const runs: fc.Arbitrary<EmbeddedRun> = fc.record({
  format: fc.constant("orrery.embedded/1" as const),
  text: fc.oneof(
    fc.string(),
    fc.constantFrom("</script><script>alert(1)</script>", "<!-- <script>", "a\u2028b", "]]>"),
  ),
  seed: fc.string(),
  digest: fc.option(fc.string()),
  events: fc.option(fc.nat()),
  untilNs: fc.option(fc.nat()),
  samples: fc.dictionary(
    fc.string().filter((path) => path !== "__proto__"),
    fc.array(fc.nat()),
  ),
})

/** What a browser takes for the text of the element: everything up to the next `</script`. */
function elementText(html: string): string {
  const from = html.indexOf(">", html.indexOf(`id="${EMBEDDED_ID}"`)) + 1
  return html.slice(from, html.toLowerCase().indexOf("</script", from))
}

test("any run comes out of its page as it went in, whatever its text", () => {
  fc.assert(
    fc.property(runs, (run) => {
      const html = embedRun(page, run)
      expect(readEmbedded(elementText(html))).toEqual(run)
      expect(html.replace(/<script.*?<\/script>/s, "")).toBe(page)
    }),
  )
})

test("nothing of a scenario can end the element or begin a comment in it", () => {
  fc.assert(
    fc.property(runs, (run) => {
      expect(elementText(embedRun(page, run))).not.toContain("<")
    }),
  )
})

test.each(["", "{", "null", "[]", '{"format":"orrery.embedded/2"}', '{"format":"orrery.embedded/1","text":1}'])(
  "%j is no run",
  (text) => {
    expect(readEmbedded(text)).toBeUndefined()
  },
)

test("a page without a body is refused", () => {
  const run = fc.sample(runs, 1)[0]
  expect(run).toBeDefined()
  if (run !== undefined) expect(() => embedRun("<p>", run)).toThrow("no <body>")
})
