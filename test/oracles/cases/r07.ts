import { type OracleCase, requests, type Variant } from "../case.ts"

/** Nine tries of which all fail; what they wait for in between is all the time a call takes. */
const SUMS = { none: "sum_ms no jitter", full: "mean_sum_ms full jitter", equal: "mean_sum_ms equal jitter" }

export const r07: OracleCase = {
  id: "R07",
  variants: [
    ...Object.keys(SUMS).map((jitter) => variant(jitter, jitter, 9)),
    variant("first decorrelated", "decorrelated", 2),
    variant("first and second decorrelated", "decorrelated", 3),
  ],
  read: (pools) => [
    ...Object.entries(SUMS).map(([jitter, key]) => ({ key, value: pools(jitter).meanMs("users.latency") })),
    {
      key: "mean 2nd decorrelated delay_ms (sleep0=100)",
      value:
        pools("first and second decorrelated").meanMs("users.latency") -
        pools("first decorrelated").meanMs("users.latency"),
    },
  ],
}

function variant(name: string, jitter: string, tries: number): Variant {
  return { name, yaml: hopeless(jitter, tries), ...requests(50_000, 100, 10_000) }
}

/** The caller goes on after its call has failed for good, so that its own request succeeds and is timed. */
function hopeless(jitter: string, tries: number): string {
  return `
components:
  users: { kind: client }
  caller: { kind: service, operations: { ask: [{ call: { to: broken, optional: true } }] } }
  broken: { kind: service, operations: { serve: [{ fail: error }] } }
load:
  users: { open: poisson 100/s, to: caller }
policies:
  "caller -> broken": { retry: { attemptsMax: ${tries}, backoff: exponential 100ms..10s, jitter: ${jitter} } }
`
}
