import { pathToFileURL } from "node:url"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { Run, readScenario } from "../../../index.ts"
import { writeHash } from "../../../ui/share/link/hash.ts"
import { openBrowser } from "../../browser/lib/browser.ts"
import { complaintsOf } from "../../browser/lib/opened.ts"
import { buildUi, onePage } from "../../browser/lib/site.ts"
import { isRun, SHORT } from "../../browser/lib/states.ts"

/** What is quick enough for `npm test` of what test/browser looks at in full: the page in one file, from a disk. */
let browser: Browser | undefined
let reason = ""

beforeAll(async () => {
  browser = await openBrowser((why) => {
    reason = why
  })
  if (browser !== undefined) buildUi()
}, 120_000)

afterAll(async () => {
  await browser?.close()
})

const url = pathToFileURL(onePage).href

/** What the page says against itself, and what it asks for beside itself. */
function watch(page: Page): { readonly complaints: readonly string[]; readonly requests: readonly string[] } {
  const complaints = complaintsOf(page)
  const requests: string[] = []
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url())) requests.push(request.url())
  })
  return { complaints, requests }
}

test("the page opens from a disk, plays, runs as Node does, and asks for nothing", async ({ skip }) => {
  if (browser === undefined) return skip(reason)
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  const { complaints, requests } = watch(page)
  const address = url + (await writeHash({ scenario: { text: SHORT } }))
  await page.goto(address)
  await isRun(page)
  const { plan } = readScenario(SHORT)
  if (plan === undefined) throw new Error("the scenario cannot be read")
  const run = new Run(plan)
  run.advance()
  expect(await page.getByTestId("status-digest").textContent()).toBe(run.digest)

  // Requests are on their way: instants and pictures follow each other.
  const canvas = page.locator(".picture-canvas canvas[data-hash]").first()
  await canvas.waitFor({ state: "attached" })
  const before = await canvas.getAttribute("data-hash")
  await expect.poll(() => canvas.getAttribute("data-hash"), { timeout: 10_000 }).not.toBe(before)
  expect(await page.locator("[data-testid=picture] [data-label=name]").count()).toBe(5)
  expect(complaints).toEqual([])
  expect(requests.filter((request) => request !== address && request !== url)).toEqual([])
  await page.close()
})
