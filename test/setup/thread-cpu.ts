import { existsSync, readFileSync } from "node:fs"

/** Linux: nanoseconds on a processor, nanoseconds waiting for one, slices; of the thread that reads it. */
const schedule = "/proc/thread-self/schedstat"

/** Milliseconds of processor that this thread has used; where the system does not say, that all threads of the process have. */
export function threadCpuMs(): number {
  if (existsSync(schedule)) return Number(readFileSync(schedule, "utf8").split(" ")[0]) / 1e6
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
