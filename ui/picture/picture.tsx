import { lazy, Suspense, useState } from "react"
import { shownBranch, usePage } from "../state/page.ts"
import { useDraftPicture } from "./draft/use-draft-picture.ts"
import { FaultMenu } from "./faults/fault-menu.tsx"
import "./picture.css"
import { useGraphEditing } from "./state/graph-editing.ts"
import { Viewports } from "./state/viewports.ts"
import { Surface } from "./surface.tsx"

const GraphDialogs = lazy(async () => ({ default: (await import("./draft/graph-dialogs.tsx")).GraphDialogs }))

/** The estate at the instant shown: of one branch, or of two side by side. Fills its parent. */
export function Picture() {
  const branch = usePage(shownBranch)
  const other = usePage(({ branches, other: id }) => branches.find((each) => each.id === id))
  const draft = useDraftPicture(branch)
  const isEditing = useGraphEditing(({ open }) => open !== null && open.do !== "rename")
  const [viewports] = useState(() => new Viewports())
  if (branch === undefined) return null
  return (
    <div className="picture" data-testid="picture-surfaces">
      <Surface
        id="main"
        branch={branch}
        draft={draft}
        viewports={viewports}
        title={other === undefined ? null : branch.label}
      />
      {other === undefined ? null : (
        <Surface id="other" branch={other} draft={null} viewports={viewports} title={other.label} />
      )}
      <FaultMenu topology={branch.topology} />
      {isEditing ? (
        <Suspense fallback={null}>
          <GraphDialogs topology={draft?.topology ?? branch.topology} />
        </Suspense>
      ) : null}
    </div>
  )
}
