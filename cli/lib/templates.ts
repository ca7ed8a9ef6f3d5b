/** A scenario to start from. */
export interface Template {
  readonly summary: string
  readonly text: string
}

/** What `orrery init` writes, by name. `NAME` becomes the file's name. */
export const TEMPLATES: Readonly<Record<string, Template>> = {
  service: {
    summary: "A client, a service and a database, with retries and a crash",
    text: `name: NAME
question: Does the service keep its promise while the database is down?
run: { duration: 5m, warmup: 30s }

components:
  users: { kind: client }
  app:
    kind: service
    replicas: 2
    concurrency: 32              # requests one replica works on at once
    operations:
      page: [{ work: lognormal p50=8ms p99=60ms }, { call: store.read }]
  store:
    kind: database
    pool: 20                     # connections
    operations:
      read: [{ work: exponential 4ms }]

load:
  users: { open: poisson 300/s, to: app.page }

links:
  "app -> store": { latency: 300us }

policies:
  "app -> store": { timeout: 200ms, retry: { attemptsMax: 3, backoff: exponential 50ms..1s, jitter: full } }

faults:
  - { at: 2m, for: 10s, do: crash, target: store }

objectives:
  - p99 latency of users < 200ms
  - success of users >= 99.9%
  - recovers within 30s of last fault
`,
  },
  queue: {
    summary: "One server and its line: the smallest scenario there is",
    text: `name: NAME
question: How long is the wait at 80 % load?
run: { duration: 10m, warmup: 30s }
components:
  users: { kind: client }
  server: { kind: service, concurrency: 1, operations: { serve: [{ work: exponential 10ms }] } }
load:
  users: { open: poisson 80/s, to: server }
objectives:
  - mean latency of users < 60ms
`,
  },
  cache: {
    summary: "A cache in front of a database, with popular and rare keys",
    text: `name: NAME
question: How much of the load does the cache keep from the database?
run: { duration: 5m, warmup: 1m }
components:
  users: { kind: client }
  app:
    kind: service
    concurrency: 64
    operations:
      read: [{ cache-aside: { cache: cache, load: [{ call: store.read }] } }]
  cache: { kind: cache, entriesMax: 10000, ttl: 60s }
  store: { kind: database, pool: 20, operations: { read: [{ work: exponential 5ms }] } }
load:
  users: { open: poisson 500/s, to: app.read, keys: zipf n=100000 s=1.0 }
objectives:
  - hit ratio of cache > 50%
  - p99 latency of users < 50ms
`,
  },
}
