import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { describe, expect, it } from "vitest"

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" }).map((file) => join("docs", file)),
].filter((file) => file.endsWith(".md"))

/** Targets of a page's links that are files. */
function linksOf(page: string): string[] {
  return [...readFileSync(page, "utf8").matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target = ""]) =>
    join(dirname(page), target),
  )
}

describe("links between pages", () => {
  it.each(pages)("%s points at files that exist", (page) => {
    for (const target of linksOf(page)) expect(existsSync(target), target).toBe(true)
  })

  it("finds links at all", () => {
    expect(linksOf("README.md")).toContain("CONTRIBUTING.md")
  })
})
