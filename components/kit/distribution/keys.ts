import type { Notation, NotationKind } from "../notation/notation.ts"
import { countBetween, numberBetween } from "./parameters.ts"

/** How requests choose among numbered keys, 1 to n. */
export type KeysPlan =
  | { readonly kind: "zipf"; readonly n: number; readonly s: number }
  | { readonly kind: "uniform"; readonly n: number }

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
  ]),
}
