import { execFileSync } from "node:child_process"
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { buildSync } from "esbuild"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

const copy = ".cache/leaf"

/** What a newcomer writes: one file. */
const leaf = `import * as z from "zod"
import { defineStrategy } from "../kit/balancing/strategy.ts"

/** Always the last backend that is up. */
export const alwaysLast = defineStrategy({
  kind: "always-last",
  title: "Always the last",
  summary: "The last backend that is up takes everything.",
  sources: ["chosen for this test"],
  params: z.strictObject({ spare: z.int().min(0).default(0).describe("Backends at the end that are left alone") }),
  presets: { careful: { spare: 1 } },
  state: () => ({}),
  pick: ({ params }, backends) => {
    for (let index = backends.length - 1 - params.spare; index >= 0; index--) if (backends.isUp(index)) return index
    return -1
  },
})
`

const probe = `import { scenarioJsonSchema } from "./scenarios/document/json-schema.ts"
import { referencePages } from "./scenarios/reference/pages.ts"
import { readScenario } from "./scenarios/read.ts"
import { Run } from "./scenarios/run/run.ts"
const yaml = (balance) => \`
name: proof
run: { duration: 2s }
components:
  users: { kind: client }
  pool: { kind: service, replicas: 3, operations: { serve: [{ work: 1ms }] } }
load: { users: { open: constant 100/s, to: pool } }
policies: { "users -> pool": { balance: \${balance} } }
\`
const good = readScenario(yaml("{ kind: always-last, spare: 1 }"))
const run = new Run(good.plan)
run.advance()
const misspelt = readScenario(yaml("alwys-last"))
const page = referencePages().find(({ path }) => path === "balancing/always-last.md")
process.stdout.write(JSON.stringify({
  served: [0, 1, 2].map((replica) => run.estate.sim.meters.arrivals(replica)),
  misspelt: misspelt.problems.map(({ code, suggestion }) => [code, suggestion?.text]),
  schema: JSON.stringify(scenarioJsonSchema()).includes("always-last"),
  page: page?.text ?? "",
}))
`

describe("a new balancing strategy: one file and one line", () => {
  let found: { served: number[]; misspelt: unknown; schema: boolean; page: string }
  beforeAll(() => {
    rmSync(copy, { recursive: true, force: true })
    mkdirSync(copy, { recursive: true })
    for (const folder of ["engine", "components", "scenarios", "statistics"])
      cpSync(folder, join(copy, folder), { recursive: true })
    cpSync("package.json", join(copy, "package.json"))
    symlinkSync(resolve("node_modules"), join(copy, "node_modules"))
    writeFileSync(join(copy, "components/load-balancing/always-last.ts"), leaf)
    const index = join(copy, "components/load-balancing/index.ts")
    writeFileSync(index, `export { alwaysLast } from "./always-last.ts"\n${readFileSync(index, "utf8")}`)
    writeFileSync(join(copy, "probe.ts"), probe)
    const outfile = join(copy, "probe.mjs")
    const options = { bundle: true, packages: "external", format: "esm", platform: "node", logLevel: "error" } as const
    buildSync({ ...options, entryPoints: [join(copy, "probe.ts")], outfile })
    found = JSON.parse(execFileSync(process.execPath, [outfile], { encoding: "utf8" }))
  }, 60_000)
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  it("balances", () => {
    expect(found.served).toEqual([0, 200, 0])
  })

  it("is in the strict schema, with did-you-mean", () => {
    expect(found.misspelt).toEqual([["E-unknown-kind", "always-last"]])
  })

  it("is in the published JSON Schema", () => {
    expect(found.schema).toBe(true)
  })

  it("has its page", () => {
    expect(found.page).toContain("# Always the last")
    expect(found.page).toContain("| `spare` | integer | `0` | Backends at the end that are left alone |")
    expect(found.page).toContain("`careful`")
  })
})
