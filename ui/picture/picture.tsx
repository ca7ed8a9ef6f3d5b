import { useState } from "react"
import { shownBranch, usePage } from "../state/page.ts"
import { FaultMenu } from "./faults/fault-menu.tsx"
import "./picture.css"
import { Viewports } from "./state/viewports.ts"
import { Surface } from "./surface.tsx"

/** The estate at the instant shown: of one branch, or of two side by side. Fills its parent. */
export function Picture() {
  const branch = usePage(shownBranch)
  const other = usePage(({ branches, other: id }) => branches.find((each) => each.id === id))
  const [viewports] = useState(() => new Viewports())
  if (branch === undefined) return null
  return (
    <div className="picture" data-testid="picture-surfaces">
      <Surface id="main" branch={branch} viewports={viewports} title={other === undefined ? null : branch.label} />
      {other === undefined ? null : <Surface id="other" branch={other} viewports={viewports} title={other.label} />}
      <FaultMenu topology={branch.topology} />
    </div>
  )
}
