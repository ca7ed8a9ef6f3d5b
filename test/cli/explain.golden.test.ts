import { readFileSync, writeFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { explanation } from "../../cli/commands/explain.ts"
import { SECTIONS } from "../../cli/lib/catalogue.ts"
import { readScenario } from "../../scenarios/read.ts"

/** One of every family; `constant` and `zipf` are the names of two things. */
const words = ["power-of-choices", "round-robin", "lru", "poisson", "constant", "lognormal", "mixture", "zipf"]
const more = ["kong-3.10", "slow", "partition"]

const golden = new URL("explain.txt", import.meta.url)

/** A scenario in which a line of an example takes the place of what it names. */
function scenarioWith(example: string): string {
  const [field = ""] = example.split(":")
  const line = (of: string, usual: string) => (field === of ? example : `${of}: ${usual}`)
  return `name: x
run: { duration: 1h }
components:
  shop: { kind: client }
  api: { kind: service, operations: { get: [{ ${line("work", "1ms")} }, { call: store }, { call: memory.get }] } }
  store: { kind: database, register: names, operations: { read: [{ work: 1ms }] } }
  names: { kind: registry }
  memory: { kind: cache, entriesMax: 10, ${line("eviction", "lru")} }
policies: { "* -> *": { ${line("balance", "round-robin")} } }
load: { shop: { ${line("open", "poisson 1/h")}, to: api, ${line("keys", "zipf n=10 s=1")} } }
${field === "faults" ? example : ""}`
}

describe("explain", () => {
  it("prints all of a leaf (npm run golden writes the text anew)", () => {
    const text = [...words, ...more].map((word) => `$ orrery explain ${word}\n${explanation(word)}\n`).join("\n")
    if (process.env.ORRERY_GOLDEN === "write") writeFileSync(golden, text)
    expect(text).toBe(readFileSync(golden, "utf8"))
  })

  it.each(["profiles", "balancing", "eviction", "limiters", "arrivals", "distributions", "keys", "faults"])(
    "has an example and more than the summary for each of the %s",
    (section) => {
      for (const { name, summary } of SECTIONS[section]?.() ?? []) {
        const text = explanation(name)
        expect(text).toContain(summary)
        expect(text, name).toMatch(/^example\n {2}\S/m)
        const lines = [...text.matchAll(/^ {2}(?:work|open|keys|eviction|balance|faults): .*/gm)]
        // A list is left out of examples, a file is not there, and `constant 800/s` is more than the service can do.
        for (const [line] of lines.filter((one) => !/…|\.csv/.test(one[0]))) {
          const { problems } = readScenario(scenarioWith(line.trim()))
          expect(problems.filter(({ severity }) => severity === "error")).toEqual([])
        }
      }
    },
  )
})
