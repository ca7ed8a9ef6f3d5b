import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Run, readScenario } from "../../index.ts"
import { openBrowser } from "./lib/browser.ts"
import { overlapsOf } from "./lib/labels.ts"
import { buildUi, root, type Site, serveSite } from "./lib/site.ts"

const folder = join(root, "scenarios", "library")
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => name.replace(/\.yaml$/, ""))

const SIZES = [
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
] as const
/** A library scenario runs for two seconds or so alone (chosen: on a shared machine). */
const PATIENCE_MS = 120_000

let browser: Browser | undefined
let site: Site | undefined
let page: Page | undefined

beforeAll(async () => {
  buildUi()
  browser = await openBrowser(() => undefined)
  site = await serveSite()
  page = await browser?.newPage({ viewport: SIZES[0] })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  site?.close()
})

/** What the command prints: the same scenario, run in this process. */
function digestOf(name: string): string {
  const { plan } = readScenario(readFileSync(join(folder, `${name}.yaml`), "utf8"))
  if (plan === undefined) throw new Error(`${name} cannot be read`)
  const run = new Run(plan)
  run.advance()
  return run.digest
}

describe.each(names)("%s", (name) => {
  test("has no overlapping labels, and its digest is the command's", async () => {
    if (page === undefined || site === undefined) throw new Error("no browser")
    await page.goto("about:blank")
    await page.setViewportSize(SIZES[0])
    await page.goto(`${site.url}#${name}`)
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await page.waitForSelector("[data-testid=picture] [data-label]")
      // The picture is fitted into its new place.
      await page.waitForTimeout(400)
      expect(await overlapsOf(page, "[data-testid=picture] [data-label]"), `at ${size.width} wide`).toEqual([])
    }
    await page
      .getByTestId("run-state")
      .filter({ hasText: /^(Ran|Stopped by) / })
      .waitFor({ timeout: PATIENCE_MS })
    expect(await page.textContent("[data-testid=status-digest]")).toBe(digestOf(name))
  }, 150_000)
})
