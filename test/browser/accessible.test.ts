import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { openSite } from "./lib/opened.ts"
import { enter, STATES, type State } from "./lib/states.ts"

const THEMES = ["light", "dark", "contrast", "projector"] as const
const PHONE = [{ width: 390, height: 844 }] as const
const WIDE = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
] as const

interface Size {
  readonly width: number
  readonly height: number
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

const site = openSite()

/** What the page's own policy forbids is allowed to this browser alone, so that axe can be put in. */
function newPage(size: Size): Promise<Page> {
  return site.newPage({ viewport: size, bypassCSP: true, reducedMotion: "reduce" })
}

/** All that axe knows of A and AA. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/**
 * How large nodes are is how far one has zoomed out, as on a map: WCAG 2.5.8 leaves out targets whose size is essential,
 * and the picture's table, its keys and the palette reach the same ones.
 */
async function violationsOf(page: Page): Promise<readonly string[]> {
  const options = JSON.stringify({ resultTypes: ["violations"], runOnly: RULES })
  const found: { readonly violations: readonly Violation[] } = await page.evaluate(`axe.run(document, ${options})`)
  return found.violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ html }) => id !== "target-size" || !/react-flow__(node|edge)/.test(html))
      .map(({ html, failureSummary = "" }) => `${id}: ${html.slice(0, 200)} ${failureSummary.slice(0, 200)}`),
  )
}

/** The choice in the top bar, which a dialog over the page keeps from a hand but not from a script. */
async function choose(page: Page, theme: string): Promise<void> {
  await page.locator(".theme-choice").selectOption(theme, { force: true })
  await page.waitForFunction(`document.documentElement.dataset.theme === "${theme}"`)
}

/** Opens a state once for all sizes of one layout, and goes through the themes in each. */
async function lookedAt(state: State, sizes: readonly [Size, ...Size[]]): Promise<readonly string[]> {
  const page = await newPage(sizes[0])
  try {
    await enter(page, site.url(), state)
    await page.evaluate(axe)
    const found: string[] = []
    for (const size of sizes) {
      await page.setViewportSize(size)
      for (const theme of THEMES) {
        await choose(page, theme)
        const violations = await violationsOf(page)
        found.push(...violations.map((violation) => `${theme}, ${size.width} wide: ${violation}`))
      }
    }
    return found
  } finally {
    await page.context().close()
  }
}

test.each(STATES)(
  "$name has no violation in any theme at any width",
  async (state) => {
    const [wide, narrow] = await Promise.all([
      lookedAt(state, WIDE),
      state.isWide === true ? Promise.resolve([]) : lookedAt(state, PHONE),
    ])
    expect([...wide, ...narrow]).toEqual([])
  },
  150_000,
)
