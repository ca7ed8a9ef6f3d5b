/** `npm run golden [-- pattern]`: writes the golden texts anew from what the program prints now. Read the diff. */
import { ensureInstall } from "./lib/ensure-install.mjs"
import { vitest } from "./lib/vitest.mjs"

ensureInstall()
process.env.ORRERY_GOLDEN = "write"
const patterns = process.argv.slice(2)
const { failures } = vitest(patterns.length > 0 ? patterns : ["golden", "determinism/engines"])
process.exitCode = failures.length > 0 ? 1 : 0
