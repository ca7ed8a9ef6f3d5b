import { type OracleCase, requests, type Variant } from "../case.ts"

/** Fan-outs with each seed; all seeds together make at least 10^5. */
const WIDTHS = { "n=10": [10, 1e5], "n=100": [100, 25_000], "n=1000": [1000, 12_500] } as const
const PER_SECOND = 100

export const t02: OracleCase = {
  id: "T02",
  variants: Object.entries(WIDTHS).map(
    ([name, [width, count]]): Variant => ({
      name,
      yaml: fanout(width),
      ...requests(count, PER_SECOND, PER_SECOND),
    }),
  ),
  read: (pools) =>
    Object.keys(WIDTHS).flatMap((name) => [
      { key: `mean_ms ${name}`, value: pools(name).meanMs("users.latency") },
      { key: `p99_ms ${name}`, value: pools(name).quantileMs("users.latency", 0.99) },
    ]),
}

function fanout(width: number): string {
  return `
components:
  users: { kind: client }
  root: { kind: service, operations: { serve: [{ parallel: [{ call: leg }], count: ${width} }] } }
  leg: { kind: service, operations: { serve: [{ work: exponential 10ms }] } }
load:
  users: { open: poisson ${PER_SECOND}/s, to: root }
`
}
