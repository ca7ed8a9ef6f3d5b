import { type OracleCase, stated } from "../case.ts"

// A branch without steps is the way out: the request is answered where it stands.
const yaml = `
components:
  users: { kind: client }
  gateway:
    kind: service
    concurrency: 1
    operations:
      serve:
        - work: exponential 5ms
        - choose: [{ weight: 0.7, steps: [{ then: svcA }] }, { weight: 0.3, steps: [{ then: svcB }] }]
  svcA:
    kind: service
    concurrency: 1
    operations:
      serve:
        - work: exponential 16.667ms
        - choose: [{ weight: 0.5, steps: [{ then: db }] }, { weight: 0.5, steps: [] }]
  svcB:
    kind: service
    concurrency: 1
    operations: { serve: [{ work: exponential 40ms }, { then: db }] }
  db:
    kind: service
    concurrency: 2
    operations:
      serve:
        - work: exponential 40ms
        - choose: [{ weight: 0.1, steps: [{ then: gateway }] }, { weight: 0.9, steps: [] }]
load:
  users: { open: poisson 50/s, to: gateway }
`

export const q15: OracleCase = {
  id: "Q15",
  variants: [{ name: "jackson", yaml, ...stated(5e5, 50) }],
  read: (pools) => {
    const pool = pools("jackson")
    return [
      ...["gateway", "svcA", "svcB", "db"].flatMap((node) => [
        { key: `N_${node}`, value: pool.mean(`${node}.busy`) + pool.mean(`${node}.queue`) },
        { key: `lambda_${node}_per_s`, value: pool.latency(`${node}.wait`).count / pool.seconds },
      ]),
      { key: "T_mean_end_to_end_ms", value: pool.meanMs("users.latency") },
    ]
  },
}
