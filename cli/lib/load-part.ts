import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { setFlagsFromString } from "node:v8"
import { Script } from "node:vm"

/** The modules of a part by file name; each is run when it is first asked for. */
type Modules = Readonly<Record<string, () => unknown>>

/**
 * Starting makes much that stays. From a small young generation V8 would copy it again and again; this one grows at
 * once to what a run has anyway. The cache is of code under these flags: scripts/write-cache.mjs has the same.
 */
const GROWTH = "--semi-space-growth-factor=16"

/**
 * Loads a part of the command: a script that is a function, as Node makes of CommonJS modules. Where the build left
 * V8's code cache of it for this Node, nothing is parsed and compiled anew; a cache that does not fit V8 ignores.
 */
export function loadPart(name: string): Modules {
  setFlagsFromString(GROWTH)
  const path = join(import.meta.dirname, "parts", name)
  const cachedData = bytesOf(`${path}.${process.version}-${process.platform}-${process.arch}.cache`)
  const script = new Script(readFileSync(path, "latin1"), { filename: name, ...(cachedData && { cachedData }) })
  const exports: Modules = {}
  script.runInThisContext()(exports, createRequire(path), { exports }, path, dirname(path))
  return exports
}

/** Undefined where the cache was made for another Node, or not at all. */
function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
