import type { Run } from "../../../index.ts"
import { type OracleCase, users } from "../case.ts"

const CALLS = 80

const yaml = `${users("open: constant 1/s", "operations: { serve: [{ fail: rejected }] }")}
policies:
  "users -> server": { retry: { attemptsMax: 3, backoff: none }, budget: { kind: retry-quota, preset: aws-sdk } }
`

export const b18: OracleCase = {
  id: "B18",
  variants: [{ name: "failing", yaml, warmupSeconds: 0, seconds: CALLS + 1, drive }],
  read: (pools) => [
    { key: "retries_granted", value: pools("failing").noted("retries") },
    { key: "calls_with_2_retries", value: pools("failing").noted("calls") },
  ],
}

function drive(run: Run): Readonly<Record<string, number>> {
  const edge = run.estate.ports.edges.get("users -> server")
  if (edge === undefined) throw new Error("no calls users -> server")
  let calls = 0
  for (let second = 0; second <= CALLS; second++) {
    const before = edge.retries
    run.advance((second + 0.5) * 1e9)
    if (edge.retries - before === 2) calls++
  }
  run.advance()
  return { retries: edge.retries, calls }
}
