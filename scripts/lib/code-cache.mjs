import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { root } from "./project.mjs"

/** Makes V8's code cache of a part for this Node. Without it all works, but starts slower. */
export function makeCache(part) {
  const words = [dirname(part), basename(part), basename(cacheOf(part))]
  spawnSync(process.execPath, [join(root, "scripts", "write-cache.mjs"), ...words], { stdio: "ignore" })
}

/** Makes it where this Node has none yet. */
export function ensureCache(part) {
  if (!existsSync(cacheOf(part))) makeCache(part)
}

/** As cli/lib/load-part.ts names it: the cache of another Node or processor is of no use. */
function cacheOf(part) {
  return `${part}.${process.version}-${process.platform}-${process.arch}.cache`
}
