/** Loads a part as the command does, checks scenarios with it, and writes the code that V8 compiled meanwhile. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { setFlagsFromString } from "node:v8"
import { Script } from "node:vm"
import { root, writeWhole } from "./lib/project.mjs"

// As cli/lib/load-part.ts: V8 ignores a cache of code compiled under other flags.
setFlagsFromString("--semi-space-growth-factor=16")
// The name comes by itself: one cut out of a path would bring the whole path into the cache.
const [folder, name, cache] = process.argv.slice(2)
const path = join(folder, name)
const script = new Script(readFileSync(path, "latin1"), { filename: name })
const commands = {}
script.runInThisContext()(commands, createRequire(path), { exports: commands }, path, folder)
const scenarios = ["checkout.yaml", "retry-storm.yaml"].map((each) => join(root, "scenarios", "library", each))
commands["check.ts"]().check(scenarios, { set: [], color: false })
writeWhole(join(folder, cache), script.createCachedData())
