import { useEffect, useState } from "react"
import type { Report } from "../../../scenarios/report/report.ts"
import type { BranchId } from "../../protocol/feed.ts"
import { useSession } from "../../state/context.ts"
import { usePage } from "../../state/page.ts"

/** The report of a branch that has stopped or is paused; undefined while it runs. The same object as `orrery run --json`. */
export function useReport(of?: BranchId): Report | undefined {
  const { engine } = useSession()
  const shown = usePage((state) => state.branch)
  const branch = of ?? shown
  const stands = usePage(({ progress, stage }) => stage === "ready" || progress?.isPaused === true)
  const [found, setFound] = useState<{ readonly branch: BranchId; readonly report: Report }>()
  useEffect(() => {
    if (!stands) return
    let isWanted = true
    engine.report(branch).then(
      (report) => {
        if (isWanted) setFound({ branch, report })
      },
      // A branch that was taken away meanwhile has none.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [engine, branch, stands])
  return stands && found?.branch === branch ? found.report : undefined
}
