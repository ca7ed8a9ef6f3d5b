import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import { TallyReporter } from "./scripts/lib/tally-reporter.ts"

const here = fileURLToPath(new URL(".", import.meta.url)).replaceAll("\\", "/")
const beginning = `^${here.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}`

/** Folders whose modules Node loads by itself (scripts/lib/typescript-loader.mjs). No test may mock what they import. */
const native = [
  "bench",
  "cli",
  "components",
  "engine",
  "experiments",
  "formats",
  "scenarios",
  "statistics",
  "ui/playback",
]

/** Where scripts/lib/vitest.mjs wants the tally of a run. */
const tally = process.env.ORRERY_TALLY

// `npm run test:ui` runs what takes a browser and its time, and nothing else does.
const isOfUi = process.env.ORRERY_TESTS === "ui"

export default defineConfig({
  test: {
    include: [isOfUi ? "test/browser/**/*.test.ts" : "test/**/*.test.ts"],
    exclude: isOfUi ? [] : ["test/browser/**"],
    maxWorkers: 2,
    // No module of ours keeps state, so files may share a worker; loading every module for each file took as long again.
    isolate: false,
    pool: "threads",
    execArgv: ["--import", new URL("scripts/lib/typescript-loader.mjs", import.meta.url).href],
    setupFiles: [fileURLToPath(new URL("scripts/lib/typescript-stacks.mjs", import.meta.url))],
    server: { deps: { external: native.map((folder) => new RegExp(`${beginning}${folder}/`)) } },
    reporters: ["default", ...(tally === undefined ? [] : [new TallyReporter(tally)])],
    // A property that fails prints its counter-example; long differences hide it.
    chaiConfig: { truncateThreshold: 400 },
    testTimeout: 30_000, // chosen: browsers start slowly on a shared machine
  },
})
