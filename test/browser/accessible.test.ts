import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openBrowser } from "./lib/browser.ts"
import { buildUi, type Site, serveSite } from "./lib/site.ts"
import { addressOf, STATES, type State } from "./lib/states.ts"

const THEMES = ["light", "dark", "contrast", "projector"] as const
const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
] as const

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

let browser: Browser | undefined
let site: Site | undefined

beforeAll(async () => {
  buildUi()
  browser = await openBrowser(() => undefined)
  site = await serveSite()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  site?.close()
})

/** Opens a state; what the page's own policy forbids is allowed to this browser alone, so that axe can be put in. */
async function open(state: State, theme: string, size: { width: number; height: number }): Promise<Page> {
  const context = await browser?.newContext({
    viewport: size,
    bypassCSP: true,
    colorScheme: theme === "dark" ? "dark" : "light",
  })
  const page = await context?.newPage()
  if (page === undefined) throw new Error("no browser")
  await page.goto(await addressOf(site?.url ?? "", state, theme))
  if (state.name !== "invalid") await page.locator("[data-testid=picture] [data-label]").first().waitFor()
  await state.reach?.(page)
  return page
}

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  const rules = '{ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }'
  const found: { readonly violations: readonly Violation[] } = await page.evaluate(`axe.run(document, ${rules})`)
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

for (const theme of THEMES) {
  describe(theme, () => {
    for (const size of SIZES) {
      const states = STATES.filter(({ isWide }) => isWide !== true || size.width > 700)
      test.each(states)(`$name at ${size.width} wide`, async (state) => {
        const page = await open(state, theme, size)
        expect(await violationsOf(page)).toEqual([])
        await page.context().close()
      })
    }
  })
}
