/** `npm run test:long`: the tests that `npm test` runs on less (test/setup/long.ts), at full length. Ends with `N passed, N failed`. */
import { ensureInstall } from "./lib/ensure-install.mjs"
import { writeTotals } from "./lib/totals.mjs"
import { vitest } from "./lib/vitest.mjs"

ensureInstall()
process.env.ORRERY_TESTS = "long"
const { passed, failures, flaky } = vitest([
  "test/determinism",
  "test/components/consensus/oracles",
  "test/ui/playback/questions/causes",
])
writeTotals(passed, failures, flaky)
