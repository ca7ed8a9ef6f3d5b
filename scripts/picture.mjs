/** `npm run picture`: docs/playground.png, the README's picture, taken of the page itself in a real Chromium. */
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { chromium } from "playwright-core"
import { onePage } from "./lib/build-ui.mjs"
import { ensureBrowsers } from "./lib/ensure-browsers.mjs"
import { ensureUi } from "./lib/ensure-build.mjs"
import { ensureInstall } from "./lib/ensure-install.mjs"
import { root, say } from "./lib/project.mjs"

const picture = join(root, "docs", "playground.png")
/** The ledger cannot be reached since 5:00, and the gateway's slots fill up: what `checkout` is about. */
const atNs = 300_150_000_000
const patienceMs = 120_000

ensureInstall()
await ensureUi()
const { chromium: tool } = ensureBrowsers()
if (tool.path === undefined) {
  say(tool.skipped)
  process.exit(1)
}
const browser = await chromium.launch({ executablePath: tool.path, args: ["--no-sandbox", "--disable-gpu"] })
const page = await browser.newPage({ viewport: { width: 1440, height: 810 }, colorScheme: "light" })
await page.goto(pathToFileURL(onePage).href)
await page.getByTestId("run-state").filter({ hasText: /^Ran / }).waitFor({ timeout: patienceMs })
await page.keyboard.press("Space")
await page.keyboard.press("t")
await page.getByTestId("jump-field").fill(`${atNs / 1e9}s`)
await page.keyboard.press("Enter")
await page.getByTestId("tab-latency").click()
// Axes and lines come with the answer of a worker.
await page.waitForTimeout(3_000)
await page.screenshot({ path: picture })
await browser.close()
say(`Wrote ${picture}.`)
