import { createHash } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { npm, root, say, writeWhole } from "./project.mjs"

// In node_modules, so that deleting that folder forgets it. Native packages differ by platform, so it is part of it.
const stamp = join(root, "node_modules", ".orrery-install")

/** Installs the packages unless those of this lockfile are there. Ends the process where that fails. */
export function ensureInstall() {
  const wanted = wantedStamp()
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return
  say("Installing packages…")
  // --no-save keeps the lockfile as committed, --include=dev holds even where NODE_ENV=production is set.
  if (!npm("install", "--no-audit", "--no-fund", "--no-save", "--include=dev", "--loglevel=error")) {
    say("npm install failed. Its message is above; a registry must be reachable the first time.")
    process.exit(1)
  }
  writeWhole(stamp, wanted)
}

function wantedStamp() {
  const lock = readFileSync(join(root, "package-lock.json"))
  const digest = createHash("sha256").update(lock).digest("hex")
  return `${digest} ${process.platform} ${process.arch}\n`
}
