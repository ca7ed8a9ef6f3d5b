import { defineConfig } from "vitest/config"

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
    // A property that fails prints its counter-example; long differences hide it.
    chaiConfig: { truncateThreshold: 400 },
    testTimeout: 30_000, // chosen: browsers start slowly on a shared machine
  },
})
