import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { referencePages } from "../../scenarios/reference/pages.ts"

const folder = "docs/reference"
const pages = referencePages()

/** `npm run golden` writes the pages; here they must be what the registry says. */
describe("the reference pages", () => {
  beforeAll(() => {
    if (process.env.ORRERY_GOLDEN !== "write") return
    rmSync(folder, { recursive: true, force: true })
    for (const { path, text } of pages) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
  })

  it.each(pages)("$path is as the registry has it", ({ path, text }) => {
    expect(readFileSync(join(folder, path), "utf8")).toBe(text)
  })

  it("holds no page of something that is gone", () => {
    const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"))
    expect(found.sort()).toEqual(pages.map(({ path }) => path).sort())
  })

  it("describes every parameter", () => {
    for (const { path, text } of pages) expect(text, path).not.toMatch(/\| {2}\|$/m)
  })
})
