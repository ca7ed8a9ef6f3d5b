import { useEffect, useMemo, useState } from "react"
import type { Answers, Asks, Question, QuestionName } from "../../protocol/questions.ts"
import { useSession } from "../../state/context.ts"
import { usePage } from "../../state/page.ts"
import { ask } from "../../threads/ask.ts"
import { ASK_EVERY_MS, LatestAsker, pageMeans } from "./latest-asker.ts"

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
    const put = ({ name: asked, branch: about, asks: what }: Question<Q>) => ask(view, asked, about, what)
    return new LatestAsker(put, pageMeans, ASK_EVERY_MS)
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
  if (asks === null) return ""
  return JSON.stringify(["subject" in asks ? asks.subject : "", "root" in asks ? asks.root : ""])
}
