import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { Run, readScenario } from "../../index.ts"
import { overlapsOf } from "./lib/labels.ts"
import { openSite } from "./lib/opened.ts"
import { root } from "./lib/site.ts"
import { isRun } from "./lib/states.ts"

const folder = join(root, "scenarios", "library")
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => name.replace(/\.yaml$/, ""))

const LABEL = "[data-testid=picture] [data-label]"

const SIZES = [
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
] as const
/** A library scenario runs for two seconds or so alone (chosen: on a shared machine). */
const PATIENCE_MS = 120_000

const site = openSite()

/** What the command prints: the same scenario, run in this process. */
function digestOf(name: string): string {
  const { plan } = readScenario(readFileSync(join(folder, `${name}.yaml`), "utf8"))
  if (plan === undefined) throw new Error(`${name} cannot be read`)
  const run = new Run(plan)
  run.advance()
  return run.digest
}

/** Labels that overlap while it runs, at each size. */
async function overlaps(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await page.locator(LABEL).first().waitFor()
    // The picture is fitted into its new place, and has its first numbers.
    await page.waitForTimeout(1_000)
    found.push(...(await overlapsOf(page, LABEL)).map((pair) => `at ${size.width} wide: ${pair}`))
  }
  return found
}

test.each(names)(
  "%s has no overlapping labels, and its digest is the command's",
  async (name) => {
    const page = await site.newPage({ viewport: SIZES[0] })
    try {
      await page.goto(`${site.url()}#${name}`)
      expect(await overlaps(page)).toEqual([])
      // Node runs it while the page does: the test takes as long as the slower of the two.
      const digest = digestOf(name)
      await isRun(page, PATIENCE_MS)
      expect(await page.getByTestId("status-digest").textContent()).toBe(digest)
      // Its labels have more digits at the end.
      await page.keyboard.press("End")
      expect(await overlaps(page)).toEqual([])
    } finally {
      await page.close()
    }
  },
  150_000,
)
