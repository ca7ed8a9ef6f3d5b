import { useEffect, useMemo, useState } from "react"
import type { Answers, Asks, Question, QuestionName } from "../../protocol/questions.ts"
import { useSession } from "../../state/context.ts"
import { usePage } from "../../state/page.ts"
import { LatestAsker } from "./latest-asker.ts"

/** How often a panel asks at most, in ms (chosen: what changes oftener is not read). */
const ASK_EVERY_MS = 400

const means = {
  nowMs: () => performance.now(),
  after: (ms: number, then: () => void) => {
    const handle = window.setTimeout(then, ms)
    return () => window.clearTimeout(handle)
  },
}

/**
 * The answer to a question about the shown branch, undefined before the first. While a newer one is being answered the
 * last stays; of another question or branch nothing stays. `asks` null: nothing is asked.
 */
export function useAnswer<Q extends QuestionName>(name: Q, asks: Asks<Q> | null, of?: number): Answers<Q> | undefined {
  const { view } = useSession()
  const shown = usePage((state) => state.branch)
  const branch = of ?? shown
  const [answer, setAnswer] = useState<{ readonly of: string; readonly is: Answers<Q> }>()
  const asker = useMemo(() => {
    // The door of comlink: it forgets which answer belongs to which question.
    const ask = (question: Question<Q>) => view.ask(question) as Promise<Answers<Q>>
    return new LatestAsker(ask, means, ASK_EVERY_MS)
  }, [view])
  const key = asks === null ? "" : JSON.stringify(asks)
  const subject = `${name} ${branch} ${subjectOf(asks)}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is what `asks` says
  useEffect(() => {
    if (asks === null) return
    asker.want({ name, branch, asks }, (is) => setAnswer({ of: subject, is }))
  }, [asker, name, branch, key, subject])
  useEffect(() => () => asker.stop(), [asker])
  return answer?.of === subject ? answer.is : undefined
}

/** What an answer is about, whatever stretch of time it is for. */
function subjectOf(asks: object | null): string {
  const named = asks as { readonly subject?: unknown; readonly root?: unknown } | null
  return JSON.stringify([named?.subject, named?.root])
}
