import { mkdirSync, statSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { complaintsOf, openSite } from "./lib/opened.ts"
import { root } from "./lib/site.ts"
import { enter, STATES } from "./lib/states.ts"

/** Screens are kept for review: out/screens. */
const folder = join(root, "out", "screens")

const narrow = STATES.filter(({ isWide }) => isWide !== true)
const named = (...names: readonly string[]) => STATES.filter(({ name }) => names.includes(name))

const VIEWS = [
  { suffix: "", theme: "light", width: 1280, height: 720, states: STATES },
  {
    suffix: "-dark",
    theme: "dark",
    width: 1920,
    height: 1080,
    states: named("playing", "paused-in-a-crash", "online-boutique", "panel-latency", "compared", "editor-text"),
  },
  { suffix: "-projector", theme: "projector", width: 1024, height: 768, states: named("playing", "branch", "causes") },
  { suffix: "-contrast", theme: "contrast", width: 1280, height: 720, states: named("playing", "compared", "palette") },
  { suffix: "-phone", theme: "light", width: 390, height: 844, states: narrow },
] as const

const site = openSite()
mkdirSync(folder, { recursive: true })

for (const { suffix, theme, width, height, states } of VIEWS) {
  test.each(states)(`$name${suffix}`, async (state) => {
    const page = await site.newPage({ viewport: { width, height }, colorScheme: theme === "dark" ? "dark" : "light" })
    try {
      const complaints = complaintsOf(page)
      await enter(page, site.url(), state, theme)
      // Panels ask twice a second or so.
      await page.waitForTimeout(1_000)
      const path = join(folder, `${state.name}${suffix}.png`)
      await page.screenshot({ path })
      expect(complaints).toEqual([])
      // An empty page of this size is a tenth of that.
      expect(statSync(path).size).toBeGreaterThan(15_000)
    } finally {
      await page.close()
    }
  })
}
