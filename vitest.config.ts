import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    maxWorkers: 2,
    // A property that fails prints its counter-example; long differences hide it.
    chaiConfig: { truncateThreshold: 400 },
    testTimeout: 30_000, // chosen: browsers start slowly on a shared machine
  },
})
