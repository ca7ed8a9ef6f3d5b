import { type Leaf, waiting } from "./leaf.ts"

const test = "test/components/database/database.test.ts"

export const database: readonly Leaf[] = [
  {
    id: "db.per-service",
    checks: [
      {
        option: "service.operations",
        scenario: "own-store",
        with: [],
        without: ["components.reports.operations.monthly=[{ work: 5ms }, { call: order-store.scan }]"],
        metric: "load.buyers.latencyMs.mean",
        direction: "lower",
        least: { times: 2 },
        why: "scans hold nearly six of the ten connections that the buyers' inserts need too",
        test: "test/components/service/service.test.ts",
      },
    ],
  },
  ...waiting(null, [
    "db.postgresql",
    "db.mongodb",
    "db.elasticsearch",
    "db.redis",
    "db.clickhouse",
    "db.influxdb",
    "db.neo4j",
    "db.polyglot",
  ]),
  {
    id: "db.pool",
    checks: [
      {
        option: "database.pool",
        scenario: "pool-size",
        with: ["components.orders.pool=10"],
        without: ["components.orders.pool=40"],
        metric: "load.buyers.ratePerSecond",
        direction: "lower",
        least: { times: 1.5 },
        why: "ten connections of 13 ms each are done with 770 a second, forty with more although they slow each other",
        test,
      },
      {
        option: "database.pool",
        scenario: "pool-size",
        with: ["components.orders.pool=40"],
        without: ["components.orders.pool=unlimited"],
        metric: "load.buyers.ratePerSecond",
        direction: "higher",
        least: { times: 1.03 },
        why: "beyond some forty at work each one more costs the others more than it does itself",
        test,
      },
    ],
  },
  {
    id: "db.locks",
    checks: [
      {
        option: "database.operations",
        scenario: "hot-row",
        settings: ["run.duration=8s", "run.warmup=2s"],
        with: [],
        without: ["components.stock.operations.reserve=[{ work: exponential 5ms }]"],
        metric: "load.buyers.latencyMs.mean",
        direction: "higher",
        least: { by: 1 },
        why: "a tenth of all orders ask for one row, locked three quarters of the time, and wait some 15 ms for it",
        test,
      },
    ],
  },
  ...waiting(null, ["db.replication", "db.consistency"]),
]
