/** `npm run test:long`: the tests that `npm test` runs on less (test/setup/long.ts), at full length. Ends with `N passed, N failed`. */
import { ensureInstall } from "./lib/ensure-install.mjs"
import { vitest } from "./lib/vitest.mjs"

ensureInstall()
process.env.ORRERY_TESTS = "long"
const { passed, failed } = vitest(["test/determinism", "test/components/consensus/oracles"])
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0
