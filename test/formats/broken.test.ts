import { readFileSync } from "node:fs"
import { describe, expect, it, test } from "vitest"
import { importConsul } from "../../formats/consul/consul.ts"
import { importKong } from "../../formats/kong/kong.ts"

const importers = { consul: importConsul, kong: importKong }

const cases = readFileSync(new URL("broken.txt", import.meta.url), "utf8")
  .split(/^=== /m)
  .slice(1)
  .map((source) => {
    const end = source.indexOf("\n")
    const [heading = "", title = ""] = source.slice(0, end).split(" | ")
    const words = heading.split(" ")
    const body = source.slice(end + 1)
    const before = body.slice(0, body.indexOf("«")).split("\n")
    return {
      title: `${words[0]}: ${title}`,
      product: words[0] === "kong" ? ("kong" as const) : ("consul" as const),
      strict: words.includes("strict"),
      place: { code: words.at(-1), line: before.length, column: (before.at(-1) ?? "").length + 1 },
      text: body.replace("«", ""),
    }
  })

describe("broken files of other products", () => {
  it.each(cases.map((one) => [one.title, one] as const))("%s", (_, { product, strict, place, text }) => {
    const { text: scenario, problems } = importers[product](text, { strict })
    expect(scenario).toBeUndefined()
    const errors = problems.filter(({ severity }) => severity === "error")
    expect(errors.map(({ code, line, column }) => ({ code, line, column }))).toEqual([place])
  })
})

test("cut anywhere, a file is refused or read, and never throws", () => {
  for (const [product, path] of [
    ["kong", "kong/guide.yaml"],
    ["consul", "consul/guide.json"],
  ] as const) {
    const text = readFileSync(new URL(path, import.meta.url), "utf8")
    for (let length = 0; length < text.length; length += 3) {
      const { text: scenario, problems } = importers[product](text.slice(0, length))
      expect(scenario === undefined).toBe(problems.some(({ severity }) => severity === "error"))
    }
  }
})
