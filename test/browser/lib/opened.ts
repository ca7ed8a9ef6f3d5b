import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll } from "vitest"
import { openBrowser } from "./browser.ts"
import { buildUi, type Site, serveSite } from "./site.ts"

const DESK = { width: 1280, height: 720 }
/** Of one step in the page (chosen: a shared machine takes ten times what a quiet one does). */
const PATIENCE_MS = 30_000

/** The built site and a Chromium, for all tests of a file. */
export interface Opened {
  /** Of the site, below a path. */
  readonly url: () => string
  readonly browser: () => Browser
  /** A page in a context of its own, 1280 x 720 if nothing else is said. */
  readonly newPage: (options?: BrowserContextOptions) => Promise<Page>
}

/** Builds and serves the site and starts the browser before the tests of a file, and ends both after them. */
export function openSite(): Opened {
  let browser: Browser | undefined
  let site: Site | undefined
  let reason = "no browser has been started"
  beforeAll(async () => {
    buildUi()
    browser = await openBrowser((why) => {
      reason = why
    })
    site = await serveSite()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    site?.close()
  })
  const started = () => {
    if (browser === undefined) throw new Error(reason)
    return browser
  }
  return {
    url: () => site?.url ?? "",
    browser: started,
    newPage: async (options = {}) => {
      const page = await started().newPage({ viewport: DESK, ...options })
      page.setDefaultTimeout(PATIENCE_MS)
      return page
    },
  }
}

/** What a page says against itself from now on: errors nobody caught, and those on its console. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on("pageerror", (error) => complaints.push(String(error)))
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text())
  })
  return complaints
}
