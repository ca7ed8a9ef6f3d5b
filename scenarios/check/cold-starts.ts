import * as z from "zod"
import "../../components/kit/zod-config.ts"
import type { CheckContext } from "./context.ts"

/** Of whatever kind: a replica that switches off, with no line in which a request could wait until it is back. */
const coldWithoutLine = z.looseObject({
  coldStart: z.looseObject({}),
  queue: z.looseObject({ lengthMax: z.literal(0) }),
})

/** Replicas that switch off have a line: the request that brings one back has to wait for it. */
export function checkColdStarts(context: CheckContext): void {
  for (const [name, { params }] of Object.entries(context.components)) {
    if (!coldWithoutLine.safeParse(params).success) continue
    context.report({
      code: "E-cold-start-no-line",
      path: ["components", name, "queue", "lengthMax"],
      message: `replicas of "${name}" begin switched off (coldStart), and without a line no request can wait for one to come up: all would be rejected`,
      found: "0",
      suggestion: 1,
    })
  }
}
