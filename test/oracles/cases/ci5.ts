import { CountMetric, type Run } from "../../../index.ts"
import type { OracleCase } from "../case.ts"

/** Seconds for the errors of 1,250 rollouts on the average; the eight seeds make the 10^4 that are asked for. */
const seconds = 12_500
const NS_PER_SECOND = 1e9
/** How finely the time of an error is known; its mean is ten seconds. */
const LOOK_NS = NS_PER_SECOND / 100

const yaml = `
components:
  users: { kind: client }
  pay: { kind: virtual-service, versions: [stable, canary], rollout: { kind: canary, steps: [{ at: 0s, share: 1% }] } }
  stable: { kind: service, operations: { charge: [{ fail: 0% }] } }
  canary: { kind: service, operations: { charge: [{ fail: 2% }] } }
load:
  users: { open: poisson 500/s, to: pay.charge }
`

export const ci5: OracleCase = {
  id: "CI5",
  variants: [{ name: "canary", yaml, warmupSeconds: 0, seconds, drive }],
  read: (pools) => [
    { key: "mean_s", value: seconds / pools("canary").noted("errors") },
    { key: "P(none in 60 s)", value: pools("canary").noted("late") / pools("canary").noted("errors") },
  ],
}

/** Errors are independent of those before, so the time from each to the next is that from a rollout to its first. */
function drive(run: Run): Readonly<Record<string, number>> {
  const failed = run.metric("users.outcome.error")
  if (!(failed instanceof CountMetric)) throw new Error("a client counts its failures")
  let errors = 0
  let late = 0
  let lastNs = 0
  while (!run.finished) {
    run.advance(run.nowNs + LOOK_NS)
    if (failed.total === errors) continue
    if (run.nowNs - lastNs > 60 * NS_PER_SECOND) late++
    errors = failed.total
    lastNs = run.nowNs
  }
  return { errors, late }
}
