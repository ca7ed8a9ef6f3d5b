import { useEffect, useMemo, useState } from "react"
import type { Described } from "../../protocol/engine-api.ts"
import type { Topology } from "../../protocol/topology.ts"
import { useSession } from "../../state/context.ts"
import { type Branch, usePage } from "../../state/page.ts"
import { Debounced } from "./debounced.ts"
import { type Differences, differencesOf, NO_DIFFERENCES, type Wired } from "./differences.ts"

/** The draft is read when nobody has changed it for so long, in ms (chosen: between two strokes of a key). */
const WAIT_MS = 200

/** The draft as a picture. */
export interface DraftPicture {
  /** Of the draft as it was when it could last be read. */
  readonly topology: Topology
  readonly differences: Differences
  /** Errors for which the draft as it stands has no picture. */
  readonly errors: number
}

interface Known {
  readonly branch: Branch
  /** The branch's own text. */
  readonly base: Wired | null
  /** The last draft that could be read. */
  readonly good: Wired | null
  readonly errors: number
}

const after = (ms: number, then: () => void) => {
  const timer = window.setTimeout(then, ms)
  return () => window.clearTimeout(timer)
}

/** The draft beside a branch while the editor is open and holds another text; null while the branch itself is to be seen. */
export function useDraftPicture(branch: Branch | undefined): DraftPicture | null {
  const session = useSession()
  const draft = usePage((state) => (state.isEditorOpen ? state.draft : null))
  const [known, setKnown] = useState<Known | null>(null)
  const isDraft = branch !== undefined && draft !== null && draft !== branch.text
  const asker = useMemo(() => {
    const { samples } = session
    const describe = (text: string): Promise<Described> => session.engine.describe({ text, samples })
    return new Debounced<readonly [base: string, draft: string], readonly [Described, Described]>(
      ([base, text]) => Promise.all([describe(base), describe(text)]),
      after,
      WAIT_MS,
    )
  }, [session])
  useEffect(() => {
    if (branch === undefined || draft === null || draft === branch.text) {
      setKnown(null)
      return
    }
    asker.want([branch.text, draft], ([base, described]) =>
      setKnown((before) => {
        const good = wiredOf(described) ?? (before?.branch === branch ? before.good : null)
        const errors = described.problems.filter(({ severity }) => severity === "error").length
        return { branch, base: wiredOf(base), good, errors: described.topology === null ? errors : 0 }
      }),
    )
    return () => asker.stop()
  }, [asker, branch, draft])
  return useMemo(() => {
    if (!isDraft || known === null || known.branch !== branch) return null
    const { base, good, errors } = known
    if (good === null) return { topology: branch.topology, differences: NO_DIFFERENCES, errors }
    const differences = base === null ? NO_DIFFERENCES : differencesOf(base, good)
    return { topology: good.topology, differences, errors }
  }, [isDraft, known, branch])
}

function wiredOf(described: Described): Wired | null {
  const { topology } = described
  return topology === null ? null : { ...described, topology }
}
