import { type OracleCase, requests, type Variant } from "../case.ts"

/** A leaf is slow with this chance; `requests` with each seed, so that all seeds together make at least 10^5. */
const FANOUTS = {
  "n=1": { leaves: 1, slow: 0.01, count: 1e5 },
  "n=10": { leaves: 10, slow: 0.01, count: 1e5 },
  "n=100": { leaves: 100, slow: 0.01, count: 25_000 },
  "n=2000,p=1e-4": { leaves: 2000, slow: 0.0001, count: 12_500 },
}
/** Between a fast leaf's millisecond and a slow one's ten. */
const THRESHOLD_NS = 5e6
const PER_SECOND = 100

export const t01: OracleCase = {
  id: "T01",
  variants: Object.entries(FANOUTS).map(
    ([name, { leaves, slow, count }]): Variant => ({
      name,
      yaml: fanout(leaves, slow),
      ...requests(count, PER_SECOND, PER_SECOND),
    }),
  ),
  read: (pools) =>
    Object.keys(FANOUTS).map((name) => {
      const latency = pools(name).latency("users.latency")
      return { key: name, value: latency.countAbove(THRESHOLD_NS) / latency.count }
    }),
}

function fanout(leaves: number, slow: number): string {
  return `
components:
  users: { kind: client }
  root: { kind: service, operations: { serve: [{ parallel: [{ call: leaf }], count: ${leaves} }] } }
  leaf:
    kind: service
    operations:
      serve:
        - work:
            kind: mixture
            components: [{ weight: ${1 - slow}, distribution: 1ms }, { weight: ${slow}, distribution: 10ms }]
load:
  users: { open: poisson ${PER_SECOND}/s, to: root }
`
}
