import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { entryOf, findEntries } from "../../../ui/gallery/entries.ts"

const folder = new URL("../../../scenarios/library/", import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"))
const entries = files.map((name) => entryOf(name.replace(".yaml", ""), readFileSync(new URL(name, folder), "utf8")))

test("every scenario of the library is read as YAML reads it", () => {
  expect(entries.length).toBeGreaterThan(40)
  for (const { name, question, kinds, text } of entries) {
    const document = parse(text) as { question: string; components: Record<string, { kind: string }> }
    expect(question, name).toBe(document.question)
    const used = new Set(Object.values(document.components).map(({ kind }) => kind))
    expect(
      [...used].filter((kind) => !kinds.includes(kind)),
      name,
    ).toEqual([])
    expect(kinds.length, name).toBeGreaterThan(0)
  }
})

test("words are looked for in name, question and kinds", () => {
  expect(findEntries(entries, "ledger CRASH").map(({ name }) => name)).toContain("checkout")
  expect(
    findEntries(entries, "cdn").every(
      ({ kinds, name, question }) => `${kinds} ${name} ${question}`.includes("cdn") || /CDN/.test(question),
    ),
  ).toBe(true)
  expect(findEntries(entries, "no such words at all")).toEqual([])
  expect(findEntries(entries, "")).toHaveLength(entries.length)
})
