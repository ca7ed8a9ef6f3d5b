import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { LONG } from "../setup/long.ts"
import type { ScenarioText } from "./digests.ts"

const library = "scenarios/library"
const here = "test/determinism"
const everyDay = new Set(["checkout", "cold-cache", "fan-out", "minute-quota", "retry-storm", "stress", "turns"])

/** Every scenario of the library, and the small restless one, which has all that the library has in few events. */
export const SCENARIOS: readonly ScenarioText[] = [...textsOf(library), ...textsOf(here)]

/**
 * All in the long tests; in `npm test` those that together have every kind of component, faults, retries, limits and
 * steps in parallel (chosen).
 */
export const TAKEN_APART = LONG ? SCENARIOS : SCENARIOS.filter(({ name }) => everyDay.has(name))

function textsOf(folder: string): ScenarioText[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => ({ name: file.replace(/\.yaml$/, ""), text: readFileSync(join(folder, file), "utf8") }))
}
