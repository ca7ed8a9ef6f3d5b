import { CountMetric, type Run } from "../../../index.ts"
import type { OracleCase } from "../case.ts"

const DELAYED = 8

function gate(more: string, instants: string): string {
  return `
components:
  users: { kind: client }
  gate:
    kind: gateway
    routes: [{ prefix: /, to: server }]
    limits: [{ kind: nginx-limit-req, rate: 10/s, burst: 5${more} }]
  server: { kind: service, operations: { serve: [{ work: 0ms }] } }
load:
  users: { open: { kind: trace, at: [${instants}] }, to: gate }
`
}

const times = (count: number, at: string) => Array.from({ length: count }, () => at).join(", ")

export const l04: OracleCase = {
  id: "L04",
  variants: [
    {
      name: "nodelay",
      yaml: gate(", delay: nodelay", `${times(20, "10ms")}, ${times(8, "360ms")}`),
      warmupSeconds: 0,
      seconds: 2,
      drive: burstAndMore,
    },
    { name: "delay", yaml: gate("", times(DELAYED, "10ms")), warmupSeconds: 0, seconds: 2, drive: completions },
  ],
  read: (pools) => [
    { key: "nodelay_accepted_of_20", value: pools("nodelay").noted("first") },
    { key: "accepted_of_8_after_350ms", value: pools("nodelay").noted("more") },
    ...[0, 1, 2, 3, 4, 5].map((at) => ({
      key: "delay_mode_completion_ms",
      value: pools("delay").noted(`completion ${at}`),
      at,
    })),
    { key: "delay_mode_rejected_of_8", value: DELAYED - pools("delay").noted("passed") },
  ],
}

function burstAndMore(run: Run): Readonly<Record<string, number>> {
  run.advance(300e6)
  const first = passed(run)
  run.advance()
  return { first, more: passed(run) - first }
}

/** When each is answered, in ms since they came. */
function completions(run: Run): Readonly<Record<string, number>> {
  const noted: Record<string, number> = {}
  for (let ms = 10; ms < 2000; ms++) {
    const before = passed(run)
    run.advance(ms * 1e6)
    for (let number = before; number < passed(run); number++) noted[`completion ${number}`] = ms - 10
  }
  run.advance()
  return { ...noted, passed: passed(run) }
}

function passed(run: Run): number {
  const metric = run.metric("users.succeeded")
  if (!(metric instanceof CountMetric)) throw new Error("a client counts its successes")
  return metric.total
}
