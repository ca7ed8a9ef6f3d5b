import type { Notation, NotationKind } from "../notation/notation.ts"
import { parseCount } from "../numbers.ts"
import { countBetween, listOf, numberBetween } from "./parameters.ts"

/** How requests choose among numbered keys: 1 to n by chance or in turn, or those of a list in turn. */
export type KeysPlan =
  | { readonly kind: "zipf"; readonly n: number; readonly s: number }
  | { readonly kind: "uniform"; readonly n: number }
  | { readonly kind: "scan"; readonly n: number }
  | { readonly kind: "list"; readonly keys: readonly number[] }

/** 2^52 - 1: a half more is exact, which rounding a drawn key needs. */
const KEY_MAX = 4_503_599_627_370_495

/** Bounds as in engine/distributions/zipf.ts. */
const n = countBetween({ min: 1, max: 1e9 }, "1e6")

export const keysNotation: Notation<KeysPlan> = {
  noun: "a choice of keys",
  example: "zipf n=1e6 s=1.1",
  kinds: new Map<string, NotationKind<KeysPlan>>([
    [
      "zipf",
      {
        summary: "A few keys are popular: the k-th is asked for in proportion to k^-s.",
        parameters: { n, s: numberBetween({ min: 0, max: 100 }, "1.1") },
        forms: [{ required: ["n", "s"], build: ({ get }) => ({ kind: "zipf", n: get("n"), s: get("s") }) }],
      },
    ],
    [
      "uniform",
      {
        summary: "Every key is equally popular.",
        parameters: { n },
        forms: [{ required: ["n"], build: ({ get }) => ({ kind: "uniform", n: get("n") }) }],
      },
    ],
    [
      "scan",
      {
        summary: "Each key in turn, 1 to n, again and again.",
        parameters: { n },
        forms: [{ required: ["n"], build: ({ get }) => ({ kind: "scan", n: get("n") }) }],
      },
    ],
    [
      "list",
      {
        summary: "The keys of a list in its order, again and again, as a trace has them.",
        parameters: { keys: listOf("keys", (input) => parseCount(input, { min: 0, max: KEY_MAX })) },
        forms: [{ required: ["keys"], build: ({ get }) => ({ kind: "list", keys: get<readonly number[]>("keys") }) }],
      },
    ],
  ]),
}
