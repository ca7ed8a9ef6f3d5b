import { describe, expect, test } from "vitest"
import { forbiddenImports, importsOf, nodeImports, type RoomRule } from "./imports.ts"
import { readSources } from "./tree.ts"

const language = ["engine", "components", "scenarios", "statistics", "experiments", "formats"]

// Direct imports between the rooms. A room may always import itself; what is not listed is an error.
const rooms: Readonly<Record<string, RoomRule>> = {
  engine: { ours: [], packages: ["seedrandom"] },
  statistics: { ours: [], packages: [] },
  components: { ours: ["engine"], packages: ["zod"] },
  scenarios: { ours: ["engine", "components", "statistics"], packages: ["zod", "yaml", "@noble/hashes"] },
  experiments: { ours: ["engine", "components/kit", "scenarios", "statistics"] },
  formats: { ours: ["engine", "components/kit", "scenarios"] },
  cli: { ours: [...language, "index.ts", "package.json"] },
  ui: {
    ours: ["scenarios", "components", "formats", "experiments", "statistics"],
    typesOnly: { ours: "engine", values: ["ui/engine-worker", "ui/view-worker"] },
  },
  "index.ts": { ours: language },
  scripts: { ours: [...language, "cli", "index.ts", "package.json"] },
  test: { ours: [...language, "cli", "ui", "index.ts", "bench", "package.json"] },
  bench: { ours: [...language, "cli", "ui", "index.ts", "package.json"] },
  "vitest.config.ts": { ours: ["scripts/lib"] },
}

// Everything else runs in a browser unchanged.
const nodePlaces = [
  "ui/vite.config.ts",
  "cli",
  "experiments/runners",
  "formats/files",
  "scripts",
  "test",
  "bench",
  "vitest.config.ts",
]

// The only file of the engine that knows a package: it turns the seed's text into words.
const seedFile = "engine/chance/seed.ts"

const sources = readSources()

test("every import is in the table", () => {
  expect(sources.flatMap((file) => forbiddenImports(file, rooms))).toEqual([])
})

test("Node's modules stay where files and processes belong", () => {
  expect(sources.flatMap((file) => nodeImports(file, nodePlaces))).toEqual([])
})

test("one file of the engine imports a package", () => {
  const withPackages = sources
    .filter(({ path }) => path.startsWith("engine/"))
    .filter((file) => importsOf(file).some(({ from }) => !from.startsWith(".")))
  expect(withPackages.map(({ path }) => path)).toEqual([seedFile])
})

describe("the checks find what they look for", () => {
  // [the file, its text, how many findings]
  const examples: readonly (readonly [path: string, text: string, findings: number])[] = [
    ["engine/a.ts", `import { x } from "../components/kit/index.ts"`, 1],
    ["engine/a.ts", `import type { X } from "../scenarios/load.ts"`, 1],
    ["engine/a.ts", `export { x } from "../components/kit/index.ts"`, 1],
    ["engine/a.ts", `export * from "../statistics/mean.ts"`, 1],
    ["engine/a.ts", `type X = import("../components/x.ts").X`, 1],
    ["engine/a.ts", `const x = await import("../cli/main.ts")`, 1],
    ["engine/a.ts", `const x = await import(name)`, 1],
    ["engine/a.ts", `import { z } from "zod"`, 1],
    ["engine/chance/seed.ts", `import seedrandom from "seedrandom"\nimport { a } from "../time.ts"`, 0],
    ["statistics/a.ts", `import { x } from "../engine/time.ts"\nimport { y } from "./b.ts"`, 1],
    ["components/pay/a.ts", `import { x } from "../../engine/index.ts"\nimport { z } from "zod/mini"`, 0],
    ["scenarios/a.ts", `import { sha256 } from "@noble/hashes/sha2.js"`, 0],
    ["experiments/a.ts", `import { x } from "../components/cache/cache.ts"`, 1],
    ["experiments/a.ts", `import { x } from "../components/kit/units.ts"`, 0],
    ["formats/a.ts", `import { x } from "../statistics/mean.ts"`, 1],
    ["cli/a.ts", `import { x } from "../ui/app.tsx"`, 1],
    ["ui/app.ts", `import { x } from "../engine/index.ts"`, 1],
    ["ui/app.ts", `import type { X } from "../engine/index.ts"`, 0],
    ["ui/engine-worker/worker.ts", `import { x } from "../../engine/index.ts"`, 0],
    ["ui/engine-workers.ts", `import { x } from "../engine/index.ts"`, 1],
    ["index.ts", `import { x } from "./cli/main.ts"`, 1],
    ["scenarios/a.ts", `import { x } from "../test/setup/tools.ts"`, 1],
    ["misc/a.ts", "", 1],
  ]
  test.each(examples)("%s: %s", (path, text, findings) => {
    expect(forbiddenImports({ path, text }, rooms)).toHaveLength(findings)
  })

  test.each([
    ["scenarios/load.ts", 1],
    ["formats/kong.ts", 1],
    ["formats/files/read.ts", 0],
    ["cli/main.ts", 0],
  ])("%s importing node:fs", (path, findings) => {
    expect(nodeImports({ path, text: `import { a } from "node:fs"` }, nodePlaces)).toHaveLength(findings)
  })

  test("a finding names file, line and import", () => {
    const file = { path: "engine/a.ts", text: `// first\nimport { z } from "zod"` }
    expect(forbiddenImports(file, rooms)).toEqual(["engine/a.ts:2 imports zod, which engine may not"])
  })
})
