import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { findTool } from "./tools.ts"

const folder = mkdtempSync(join(tmpdir(), "orrery-tools-"))
afterAll(() => rmSync(folder, { recursive: true }))

test("a tool is where the set-up says it is", () => {
  const file = join(folder, "tools.json")
  const tools = {
    chromium: { path: "/bin/chromium" },
    firefox: { skipped: "no browser, run x" },
    node24: { path: "/n" },
  }
  writeFileSync(file, JSON.stringify(tools))
  expect(findTool("chromium", file)).toEqual({ path: "/bin/chromium" })
  expect(findTool("firefox", file)).toEqual({ skipped: "no browser, run x" })
})

test("without a set-up the reason says what to run", () => {
  expect(findTool("node24", join(folder, "none.json"))).toEqual({
    skipped: "node24 has not been looked for, run npm test once",
  })
})
