import type { OracleCase } from "../case.ts"

const TRACE = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5]
/** Strategies and frames, by their names in the oracle. */
const CACHES = { FIFO3: ["fifo", 3], FIFO4: ["fifo", 4], LRU3: ["lru", 3], LRU4: ["lru", 4] } as const

export const c03: OracleCase = {
  id: "C03",
  variants: Object.entries(CACHES).map(([name, [eviction, entries]]) => ({
    name,
    yaml: `
components:
  users: { kind: client }
  app: { kind: service, operations: { read: [{ cache-aside: { cache: memory, load: [] } }] } }
  memory: { kind: cache, entriesMax: ${entries}, eviction: ${eviction}, serviceTime: 0ms }
load:
  users:
    open: { kind: trace, at: [${TRACE.map((_, index) => `${index + 1}s`).join(", ")}] }
    to: app
    keys: { kind: list, keys: [${TRACE.join(", ")}] }
`,
    warmupSeconds: 0,
    seconds: TRACE.length + 1,
  })),
  read: (pools) =>
    Object.keys(CACHES).map((name) => {
      const pool = pools(name)
      const rounds = pool.count("users.completed") / TRACE.length
      return { key: "faults", at: name, value: pool.count("memory.misses") / rounds }
    }),
  waits: { "faults OPT": "no online strategy: it evicts what will be asked for last, so it has to know the future" },
}
