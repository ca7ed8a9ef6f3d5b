import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { ScenarioText } from "./digests.ts"

const library = "scenarios/library"
const here = "test/determinism"

/** Every scenario of the library, and the small restless one, which has all that the library has in few events. */
export const SCENARIOS: readonly ScenarioText[] = [...textsOf(library), ...textsOf(here)]

function textsOf(folder: string): ScenarioText[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => ({ name: file.replace(/\.yaml$/, ""), text: readFileSync(join(folder, file), "utf8") }))
}
