import { type OracleCase, requests } from "../case.ts"

/** Few, and so many lives of each: they begin together, and drift apart by 2 s in a life of 62 s. */
const OBJECTS = 50
const PER_OBJECT = 0.5
const TTL_SECONDS = 60
const PER_SECOND = OBJECTS * PER_OBJECT
/** With each seed; all seeds together make more than 3 x 10^6. */
const REQUESTS = 400_000
const WARMUP_TTLS = 20

export const c04: OracleCase = {
  id: "C04",
  variants: [
    {
      name: "fixed TTL",
      yaml: `
components:
  users: { kind: client }
  edge: { kind: cdn, origin: site, ttl: ${TTL_SECONDS}s, hitLatency: 0ms }
  site: { kind: service, operations: { page: [{ work: 0ms }] } }
load:
  users: { open: poisson ${PER_SECOND}/s, to: edge, keys: uniform n=${OBJECTS} }
`,
      ...requests(REQUESTS, PER_SECOND, WARMUP_TTLS * TTL_SECONDS * PER_SECOND),
    },
  ],
  read: (pools) => {
    const pool = pools("fixed TTL")
    const served = pool.count("edge.served")
    return [
      { key: "hit fixed TTL", value: served / (served + pool.count("edge.fetched")) },
      { key: "origin_rate_per_s fixed TTL", value: pool.ratePerSecond("edge.fetched") / OBJECTS },
    ]
  },
  waits: {
    "hit sliding TTL": "issue 3: caches whose entries live on when they are read",
    mean_age: "issue 3: the age of what a cache answers with",
  },
}
