import type { WhyWaiting } from "../../playback/questions/index.ts"
import type { SplitPart } from "./split-bar.tsx"
import { WAIT_WORDS } from "./wait-words.ts"

/** Where the time of calls went, as shares of it. */
export function waitParts({ parts, totalNs }: WhyWaiting): readonly SplitPart[] {
  const kinds = ["queue", "pool", "service", "downstream", "network", "backoff", "unanswered"] as const
  return kinds.map((kind) => ({
    id: kind,
    label: WAIT_WORDS[kind].name,
    means: WAIT_WORDS[kind].means,
    share: totalNs === 0 ? 0 : parts[kind] / totalNs,
  }))
}
