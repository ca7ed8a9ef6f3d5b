import { useSession } from "../../state/context.ts"
import { shownBranch, usePage } from "../../state/page.ts"
import type { Shown } from "./animation.ts"
import { FilmExport } from "./film-export.tsx"
import { PictureExport } from "./picture-export.tsx"
import { TraceExport } from "./trace-export.tsx"
import "./export.css"

/** What every part saves from: a branch and the instant at which it is shown. */
export interface ExportProps {
  readonly shown: Shown
  readonly tNs: number
}

/** Files of what is shown, made here and saved by the browser: nothing is sent anywhere. */
export function ExportPart({ tNs }: { readonly tNs: number }) {
  const { view } = useSession()
  const branch = usePage(shownBranch)
  if (branch === undefined) return null
  const shown: Shown = { view, branch: branch.id, topology: branch.topology }
  return (
    <div className="export" data-testid="export">
      <PictureExport shown={shown} tNs={tNs} />
      <FilmExport shown={shown} tNs={tNs} />
      <TraceExport shown={shown} tNs={tNs} />
    </div>
  )
}
