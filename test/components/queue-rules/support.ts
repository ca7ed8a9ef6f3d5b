import { QUEUE_RULES, queueRuleOf } from "../../../components/queue-rules/choice.ts"
import type { QueueRule } from "../../../components/queue-rules/contract.ts"

export const MS = 1e6

/** A rule by kind, with parameters in the document's words. */
export function queueRule(kind: string, text: object = {}): QueueRule {
  const { params } = QUEUE_RULES.get(kind) ?? {}
  if (params === undefined) throw new Error(`there is no queue rule "${kind}"`)
  return queueRuleOf({ strategy: kind, params: params.parse(text) })
}

/** What a document may say of a rule, by name: each kind with its defaults and with each preset that changes something. */
export const PLANS: Readonly<Record<string, string | object>> = Object.fromEntries(
  [...QUEUE_RULES.values()].flatMap(({ kind, presets }) => [
    [kind, kind],
    ...Object.keys(presets).map((preset) => [`${kind} ${preset}`, { kind, preset }]),
  ]),
)
