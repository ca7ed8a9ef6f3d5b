import { type Ns, uniform01 } from "../../engine/index.ts"
import { durationValues, numberBetween, valueParameter } from "../kit/distribution/parameters.ts"
import type { Notation, NotationKind } from "../kit/notation/notation.ts"
import { notationField } from "../kit/schema.ts"

/** The wait before another try, before jitter: the n-th is min(cap, base * factor^(n-1)). In ns. */
export interface BackoffPlan {
  readonly baseNs: Ns
  readonly capNs: Ns
  readonly factor: number
}

const backoffNotation: Notation<BackoffPlan> = {
  noun: "a back-off",
  example: "exponential 50ms..1s",
  kinds: new Map<string, NotationKind<BackoffPlan>>([
    [
      "none",
      {
        summary: "Tries again at once.",
        parameters: {},
        forms: [{ required: [], build: () => ({ baseNs: 0, capNs: 0, factor: 1 }) }],
      },
    ],
    [
      "fixed",
      {
        summary: "The same wait every time.",
        parameters: { delay: valueParameter(durationValues, 0) },
        positional: "delay",
        forms: [
          {
            required: ["delay"],
            build: ({ get }) => ({ baseNs: get("delay"), capNs: get("delay"), factor: 1 }),
          },
        ],
      },
    ],
    [
      "exponential",
      {
        summary: "Grows by a factor from try to try, up to a cap.",
        parameters: {
          base: valueParameter(durationValues, 1),
          cap: valueParameter(durationValues, 2),
          factor: numberBetween({ min: 1, max: 100 }, "2"),
        },
        range: ["base", "cap"],
        ordered: [["base", "cap"]],
        forms: [
          {
            required: ["base", "cap"],
            optional: ["factor"],
            build: ({ get, has }) => ({
              baseNs: get("base"),
              capNs: get("cap"),
              factor: has("factor") ? get("factor") : 2,
            }),
          },
        ],
      },
    ],
  ]),
}

/** `none`, `fixed 100ms`, `exponential 50ms..1s`. */
export const backoff = () => notationField(backoffNotation, { kind: "notation", notation: "backoff" })

export type Jitter = "none" | "full" | "equal" | "decorrelated"

/**
 * The n-th wait (from 1) in ns, from two random words and the wait before it (0 at first).
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter" (2015) and its simulator. Decorrelated jitter
 * draws from [base, 3 x previous], where the previous one starts as base.
 */
export function backoffNs(
  plan: BackoffPlan & { readonly jitter: Jitter },
  retry: number,
  previousNs: number,
  words: { readonly a: number; readonly b: number },
): number {
  const { baseNs, capNs, factor, jitter } = plan
  const share = jitter === "none" ? 1 : uniform01(words.a, words.b)
  if (jitter === "decorrelated") {
    const previous = previousNs > 0 ? previousNs : baseNs
    return Math.floor(Math.min(capNs, baseNs + share * (3 * previous - baseNs)))
  }
  let wait = baseNs
  for (let step = 1; step < retry && wait < capNs; step++) wait *= factor
  wait = Math.min(wait, capNs)
  return Math.floor(jitter === "equal" ? wait / 2 + (share * wait) / 2 : wait * share)
}
