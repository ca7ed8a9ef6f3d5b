import { type OracleCase, requests } from "../case.ts"

const QUORUMS = ["1/3", "2/3", "3/3", "3/5"]
const PER_SECOND = 100

export const t03: OracleCase = {
  id: "T03",
  variants: QUORUMS.map((quorum) => ({
    name: quorum,
    yaml: store(quorum),
    ...requests(1e5, PER_SECOND, PER_SECOND),
  })),
  read: (pools) =>
    QUORUMS.map((quorum) => ({ key: `mean_ms ${quorum}`, value: pools(quorum).meanMs("users.latency") })),
}

function store(quorum: string): string {
  const [need, count] = quorum.split("/")
  return `
components:
  users: { kind: client }
  coordinator:
    kind: service
    operations: { read: [{ parallel: [{ call: replica }], need: ${need}, count: ${count} }] }
  replica: { kind: service, replicas: ${count}, operations: { read: [{ work: exponential 10ms }] } }
load:
  users: { open: poisson ${PER_SECOND}/s, to: coordinator }
`
}
