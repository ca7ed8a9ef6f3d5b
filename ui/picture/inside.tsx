import { useStore } from "@xyflow/react"
import { useEffect, useState } from "react"
import type { Inside } from "../protocol/engine-api.ts"
import type { BranchId } from "../protocol/feed.ts"
import type { Topology, TopologyNode } from "../protocol/topology.ts"
import { useSession } from "../state/context.ts"
import { usePage } from "../state/page.ts"
import { compactText, countText } from "../words/numbers.ts"
import { detailAt } from "./layout/zoom.ts"

export interface InsideProps {
  readonly topology: Topology
  readonly branch: BranchId
}

/** Asked for so often at most, in ms: the engine's worker runs the scenario anew up to the instant. */
const ASK_EVERY_MS = 500
/** Rows of a part that are shown (chosen: more belong into the inspector). */
const ROWS_MAX = 8

/** What the selected node holds, when one has zoomed in on nodes' insides: keys of a cache, leases, tokens, breakers. */
export function InsideTable({ topology, branch }: InsideProps) {
  const isNear = useStore(({ transform }) => detailAt(transform[2]) === "inside")
  const selection = usePage((state) => state.selection)
  const node = selection.kind === "node" ? topology.nodes.find(({ name }) => name === selection.node) : undefined
  if (!isNear || node === undefined || node.actors.length === 0) return null
  return <NodeInside key={node.name} node={node} branch={branch} />
}

function NodeInside({ node, branch }: { readonly node: TopologyNode; readonly branch: BranchId }) {
  const [replica, setReplica] = useState(0)
  const actor = node.actors[replica] ?? node.actors[0] ?? 0
  const inside = useInside(branch, actor)
  if (inside === null || inside.parts.length === 0) return null
  return (
    <section className="picture-inside" aria-label={`Inside ${inside.actor}`}>
      <header>
        <h3>Inside {inside.actor}</h3>
        {node.actors.length > 1 ? (
          <select
            className="field"
            aria-label="Replica"
            value={replica}
            onChange={(event) => setReplica(Number(event.target.value))}
          >
            {node.actors.map((each, i) => (
              <option key={each} value={i}>
                {`${node.name}[${i}]`}
              </option>
            ))}
          </select>
        ) : null}
      </header>
      {inside.parts.map((part) => (
        <table key={part.title}>
          <caption>
            {part.title}: {countText(part.count)}
            {part.countMax === null ? "" : ` of ${countText(part.countMax)}`}
          </caption>
          <thead>
            <tr>
              {part.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {part.rows.slice(0, ROWS_MAX).map((row) => (
              <tr key={row.join(" ")}>
                {row.map((cell, i) => (
                  <td key={part.columns[i]}>{cellText(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </section>
  )
}

/** Whole numbers as they are, since some are keys; others with three digits that matter. */
function cellText(cell: string | number): string {
  if (typeof cell === "string" || Number.isInteger(cell)) return String(cell)
  return Math.abs(cell) >= 1000 ? countText(cell) : compactText(cell)
}

/** What a replica holds at the instant shown; null until it is known, and where the engine cannot say. */
function useInside(branch: BranchId, actor: number): Inside | null {
  const session = useSession()
  const [inside, setInside] = useState<Inside | null>(null)
  useEffect(() => {
    let isCurrent = true
    let asked = -1
    let isAsking = false
    const ask = async () => {
      const { tNs } = session.clock.state
      if (isAsking || tNs === asked) return
      isAsking = true
      asked = tNs
      const answer = await session.engine.inside(branch, actor, tNs).catch(() => null)
      isAsking = false
      if (isCurrent) setInside(answer)
    }
    const interval = window.setInterval(() => void ask(), ASK_EVERY_MS)
    void ask()
    return () => {
      isCurrent = false
      window.clearInterval(interval)
    }
  }, [session, branch, actor])
  return inside
}
