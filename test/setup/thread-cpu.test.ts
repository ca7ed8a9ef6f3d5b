import { expect, test } from "vitest"
import { threadCpuMs } from "./thread-cpu.ts"

test("work takes time of the processor", () => {
  const begun = threadCpuMs()
  for (let sum = 0, round = 0; threadCpuMs() < begun + 20; round++) sum += Math.sqrt(round + sum)
  expect(threadCpuMs()).toBeGreaterThanOrEqual(begun + 20)
})

test.runIf(process.platform === "linux")("waiting takes none, whatever other threads do", async () => {
  const begun = threadCpuMs()
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(threadCpuMs() - begun).toBeLessThan(100)
})
