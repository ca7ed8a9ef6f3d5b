/** `npm run test:ui`: the playground in a real Chromium, at length. Ends with `N passed, N failed`. */
import { join } from "node:path"
import { ensureBrowsers } from "./lib/ensure-browsers.mjs"
import { ensureUi } from "./lib/ensure-build.mjs"
import { ensureInstall } from "./lib/ensure-install.mjs"
import { ensureNode24 } from "./lib/ensure-node24.mjs"
import { root, writeWhole } from "./lib/project.mjs"
import { writeTotals } from "./lib/totals.mjs"
import { vitest } from "./lib/vitest.mjs"

ensureInstall()
await ensureUi()
const tools = { ...ensureBrowsers(), node24: ensureNode24() }
writeWhole(join(root, ".cache", "tools.json"), `${JSON.stringify(tools, null, 2)}\n`)
process.env.ORRERY_TESTS = "ui"
const { passed, failures, flaky } = vitest(process.argv.slice(2))
writeTotals(passed, failures, flaky)
