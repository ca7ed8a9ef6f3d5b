import { type Plain, part, restoreKernel, snapshotKernel } from "../../engine/index.ts"
import type { Estate } from "./estate.ts"

/** Marks the layout of snapshots; a snapshot of another is refused. */
const FORMAT = "orrery.snapshot/1"

/** Everything that changes while an estate runs, as plain data, tagged with what it belongs to. */
export function snapshotEstate(estate: Estate): Plain {
  return {
    format: FORMAT,
    scenario: estate.plan.hash,
    kernel: snapshotKernel(estate.sim),
    links: estate.ports.links.map(({ link }) => link.snapshot()),
    edges: new Map([...estate.ports.edges].map(([name, edge]) => [name, edge.snapshot()])),
    metrics: estate.metrics.snapshot(),
  }
}

/** Throws an Error when the snapshot is of another scenario or another version. */
export function restoreEstate(estate: Estate, saved: Plain): void {
  if (part(saved, "format") !== FORMAT) throw new Error(`a snapshot of format ${FORMAT} is needed`)
  if (part(saved, "scenario") !== estate.plan.hash) throw new Error("the snapshot is of another scenario")
  restoreKernel(estate.sim, part(saved, "kernel"))
  const links = part(saved, "links")
  if (Array.isArray(links))
    estate.ports.links.forEach(({ link }, index) => {
      link.restore(links[index])
    })
  const edges = part(saved, "edges")
  if (edges instanceof Map) for (const [name, edge] of estate.ports.edges) edge.restore(edges.get(name))
  estate.metrics.restore(part(saved, "metrics"))
}
