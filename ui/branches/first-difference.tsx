import { useEffect, useState } from "react"
import { goTo } from "../controls/steps.ts"
import type { Divergence } from "../protocol/engine-api.ts"
import { useSession } from "../state/context.ts"
import { type PageState, usePage } from "../state/page.ts"
import { countText } from "../words/numbers.ts"
import { instantText } from "../words/time.ts"

/** Where the two branches that are compared part, with a link to it. */
export function FirstDifference() {
  const session = useSession()
  const a = usePage(({ branch }) => branch)
  const b = usePage(({ other }) => other)
  const isOver = usePage(({ stage }) => stage === "ready")
  const otherLabel = usePage(labelOfOther)
  const [found, setFound] = useState<Divergence | null | undefined>(undefined)
  useEffect(() => {
    if (b === null) return
    let isWanted = true
    // As far as both have got: asked again once the shown one is over.
    void session.engine.firstDivergence(a, b).then(
      (answer) => isWanted && setFound(answer),
      () => isWanted && setFound(isOver ? null : undefined),
    )
    return () => {
      isWanted = false
    }
  }, [session, a, b, isOver])
  const at = found?.a?.timeNs ?? found?.b?.timeNs
  return (
    <p className="first-difference" data-testid="first-difference">
      Compared with <b>{otherLabel}</b>. {found === undefined ? "Looking for the first difference." : null}
      {found === null ? "No event differs so far." : null}
      {found !== null && found !== undefined && at !== undefined ? (
        <button type="button" className="button is-link" onClick={() => goTo(session, at)}>
          First difference at {instantText(at)}, event {countText(found.event)}
          {found.a === null ? "" : `, ${found.a.actor}`}
        </button>
      ) : null}
    </p>
  )
}

function labelOfOther({ branches, other }: PageState): string {
  return branches.find(({ id }) => id === other)?.label ?? ""
}
