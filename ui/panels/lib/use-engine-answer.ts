import type { Remote } from "comlink"
import { useEffect, useState } from "react"
import type { EngineApi } from "../../protocol/engine-api.ts"
import type { BranchId } from "../../protocol/feed.ts"
import { useSession } from "../../state/context.ts"
import { usePage } from "../../state/page.ts"

/** What the engine's worker is asked of a branch. Outside components, so that it is the same with every drawing. */
export type EngineQuestion<Answer> = (engine: Remote<EngineApi>, branch: BranchId) => Promise<Answer>

/** The answer about the shown branch while `isAsked`; undefined until it is there, and of another branch. */
export function useEngineAnswer<Answer>(question: EngineQuestion<Answer>, isAsked: boolean): Answer | undefined {
  const { engine } = useSession()
  const branch = usePage((state) => state.branch)
  const [found, setFound] = useState<{ readonly branch: BranchId; readonly answer: Answer }>()
  useEffect(() => {
    if (!isAsked) return
    let isWanted = true
    question(engine, branch).then(
      (answer) => {
        if (isWanted) setFound({ branch, answer })
      },
      // A branch that was taken away meanwhile has none.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [engine, branch, question, isAsked])
  return isAsked && found?.branch === branch ? found.answer : undefined
}
