import * as z from "zod"
import type { VersionStep } from "../../kit/proxies.ts"
import { duration, share } from "../../kit/schema.ts"
import { defineRollout } from "./contract.ts"

/** Steps of one rollout (chosen). */
const stepsMax = 100

const params = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        at: duration().describe("When the share changes, since the start of the run"),
        share: share().describe("What the new version gets from then on"),
      }),
    )
    .min(1)
    .max(stepsMax)
    .describe("Shares of the new version, by rising time; none before the first"),
})

/** A little traffic first: an error of the new version shows itself at the expense of few, the sooner the more get it. */
export const canary = defineRollout<z.output<typeof params>>({
  kind: "canary",
  title: "Canary",
  summary: "The second version gets a growing share, step by step.",
  sources: ["Argo Rollouts, canary strategy: setWeight steps", "Google, SRE Workbook, chapter 16: Canarying Releases"],
  params,
  presets: {},
  refuses: ({ steps }, versions) => {
    if (versions !== 2) return `a canary has two versions, the old and the new; there are ${versions}`
    const rises = steps.every(({ at }, index) => index === 0 || at > (steps[index - 1]?.at ?? 0))
    return rises ? undefined : "the times of the steps have to rise"
  },
  steps: ({ steps }) => {
    const first: readonly VersionStep[] = steps[0]?.at === 0 ? [] : [{ atNs: 0, shares: [1, 0] }]
    return [...first, ...steps.map(({ at, share: part }) => ({ atNs: at, shares: [1 - part, part] }))]
  },
})
