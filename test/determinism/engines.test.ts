import { execFileSync } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join, resolve as resolvePath } from "node:path"
import { Worker } from "node:worker_threads"
import { buildSync } from "esbuild"
import { beforeAll, describe, expect, it } from "vitest"
import { LONG } from "../setup/long.ts"
import { findTool, type ToolName } from "../setup/tools.ts"
import { digestsInBrowser } from "./browser.ts"
import { type Comparing, digestsOf } from "./digests.ts"
import { SCENARIOS } from "./scenarios.ts"

/** Events of each scenario that are compared between engines, here and in the long tests (chosen: five engines run). */
const EVENTS = { short: 10_000, long: 200_000 } as const

const golden = "test/determinism/golden.json"
const cache = ".cache/determinism"

const program = join(cache, "process.cjs")
const data = join(cache, "comparing.json")
const comparing: Comparing = comparingOf(LONG ? "long" : "short")
let pinned: Record<string, string> = {}

function comparingOf(length: keyof typeof EVENTS): Comparing {
  return { scenarios: SCENARIOS, events: EVENTS[length] }
}

/** Both lengths are pinned, whichever is compared. */
function writeGolden(): void {
  const digests = { short: digestsOf(comparingOf("short")), long: digestsOf(comparingOf("long")) }
  writeFileSync(golden, `${JSON.stringify(digests, null, 2)}\n`)
}

/** A tool's path; without it the test is skipped with the reason, which is a failure where CI is set. */
function pathOf(name: ToolName, skip: (reason: string) => void): string {
  const tool = findTool(name)
  if ("path" in tool) return tool.path
  if (process.env.CI === "true") throw new Error(tool.skipped)
  skip(tool.skipped)
  return ""
}

describe("one digest everywhere", () => {
  beforeAll(() => {
    mkdirSync(cache, { recursive: true })
    const shared = { bundle: true, minifySyntax: true, logLevel: "error" } as const
    buildSync({
      ...shared,
      entryPoints: ["test/determinism/entries/process.ts"],
      outfile: program,
      format: "cjs",
      platform: "node",
    })
    writeFileSync(data, JSON.stringify(comparing))
    if (process.env.ORRERY_GOLDEN === "write") writeGolden()
    pinned = JSON.parse(readFileSync(golden, "utf8"))[LONG ? "long" : "short"]
  }, 120_000)

  it("Node on the sources: the pinned digests", () => {
    expect(digestsOf(comparing)).toEqual(pinned)
  }, 60_000)

  it("Node in a worker, on a bundle", async () => {
    const found = await new Promise((resolve, reject) => {
      const worker = new Worker(resolvePath(program), { workerData: comparing })
      worker.once("message", resolve)
      worker.once("error", reject)
    })
    expect(found).toEqual(pinned)
  }, 60_000)

  it("Node 24", (context) => {
    const node24 = pathOf("node24", context.skip)
    expect(JSON.parse(execFileSync(node24, [program, data], { encoding: "utf8" }))).toEqual(pinned)
  }, 60_000)

  for (const kind of ["chromium", "firefox"] as const) {
    it(kind, async (context) => {
      const path = pathOf(kind, context.skip)
      const shared = { bundle: true, minifySyntax: true, write: false, format: "iife", platform: "browser" } as const
      const [page] = buildSync({ ...shared, entryPoints: ["test/determinism/entries/page.ts"] }).outputFiles
      expect(await digestsInBrowser({ kind, path }, page?.text ?? "", comparing)).toEqual(pinned)
    }, 120_000)
  }
})
