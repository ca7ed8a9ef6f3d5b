import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    maxWorkers: 2,
    // No module of ours keeps state, so files may share a worker; loading every module for each file took as long again.
    isolate: false,
    pool: "threads",
    // A property that fails prints its counter-example; long differences hide it.
    chaiConfig: { truncateThreshold: 400 },
    testTimeout: 30_000, // chosen: browsers start slowly on a shared machine
  },
})
