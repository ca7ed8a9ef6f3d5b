import { CountMetric, type Run } from "../../../index.ts"
import type { OracleCase } from "../case.ts"

const NS_PER_SECOND = 1e9

const yaml = `
components:
  users: { kind: client }
  door: { kind: gateway, routes: [{ prefix: /, to: server }], limits: [{ kind: token-bucket, rate: 100/s, burst: 50 }] }
  server: { kind: service, operations: { serve: [{ work: 0ms }] } }
load:
  users: { open: constant 1000/s, to: door }
`

export const l02: OracleCase = {
  id: "L02",
  variants: [{ name: "greedy", yaml, warmupSeconds: 0, seconds: 10, drive }],
  read: (pools) => [
    { key: "passed_in_first_1s", value: pools("greedy").noted("first") },
    { key: "passed_in_10s", value: pools("greedy").noted("all") },
  ],
}

function drive(run: Run): Readonly<Record<string, number>> {
  const passed = run.metric("users.succeeded")
  if (!(passed instanceof CountMetric)) throw new Error("a client counts its successes")
  run.advance(NS_PER_SECOND)
  const first = passed.total
  run.advance()
  return { first, all: passed.total }
}
