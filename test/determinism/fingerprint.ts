import { checkInvariants } from "../../engine/index.ts"
import type { Run } from "../../scenarios/run/run.ts"

/** Everything a run has to show, as one text: its digest, its measures, its invariants. */
export function fingerprint(run: Run): string {
  return JSON.stringify({
    digest: run.digest,
    events: run.events,
    nowNs: run.nowNs,
    metrics: run.estate.metrics.names().map((name) => [name, run.metric(name)?.snapshot()]),
    edges: [...run.estate.ports.edges].map(([name, edge]) => [name, edge.snapshot()]),
    invariants: checkInvariants(run.estate.sim),
  })
}
