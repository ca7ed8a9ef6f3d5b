import { mkdirSync, statSync } from "node:fs"
import { join } from "node:path"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openBrowser } from "./lib/browser.ts"
import { buildUi, root, type Site, serveSite } from "./lib/site.ts"
import { addressOf, STATES } from "./lib/states.ts"

/** Screens are kept for review: out/screens. */
const folder = join(root, "out", "screens")

const VIEWS = [
  { suffix: "", theme: "light", width: 1280, height: 720, states: STATES },
  { suffix: "-dark", theme: "dark", width: 1920, height: 1080, states: STATES.slice(0, 4) },
  { suffix: "-projector", theme: "projector", width: 1024, height: 768, states: STATES.slice(0, 3) },
  {
    suffix: "-phone",
    theme: "light",
    width: 390,
    height: 844,
    states: STATES.filter(({ isWide }) => isWide !== true).slice(0, 8),
  },
] as const

let browser: Browser | undefined
let site: Site | undefined

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  buildUi()
  browser = await openBrowser(() => undefined)
  site = await serveSite()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  site?.close()
})

for (const { suffix, theme, width, height, states } of VIEWS) {
  test.each(states)(`$name${suffix}`, async (state) => {
    const page = await browser?.newPage({
      viewport: { width, height },
      colorScheme: theme === "dark" ? "dark" : "light",
    })
    if (page === undefined) throw new Error("no browser")
    const complaints: string[] = []
    page.on("pageerror", (error) => complaints.push(String(error)))
    await page.goto(await addressOf(site?.url ?? "", state, theme))
    if (state.name !== "invalid") await page.locator("[data-testid=picture] [data-label]").first().waitFor()
    await state.reach?.(page)
    await page.waitForTimeout(1_500)
    const path = join(folder, `${state.name}${suffix}.png`)
    await page.screenshot({ path })
    expect(complaints).toEqual([])
    // An empty page of this size is a tenth of that.
    expect(statSync(path).size).toBeGreaterThan(15_000)
    await page.close()
  })
}
