import { type Ns, pow, uniform01 } from "../../engine/index.ts"
import { countBetween, durationValues, numberBetween, valueParameter } from "../kit/distribution/parameters.ts"
import type { Notation, NotationKind, Parameter, Values } from "../kit/notation/notation.ts"
import { notationField } from "../kit/schema.ts"
import { parseShare } from "../kit/units.ts"

/** The wait before another try, before jitter: the n-th is min(cap, base * factor^(n-1) + (n-1) * step). In ns. */
export interface BackoffPlan {
  readonly baseNs: Ns
  readonly capNs: Ns
  readonly factor: number
  /** Absent: 0. */
  readonly stepNs?: Ns
  /** How far proportional jitter goes either way, as a part of the wait; absent: 0.2. */
  readonly spread?: number
}

/** gRPC proposal A6: a wait is multiplied by U(0.8, 1.2). resilience4j and Traefik: 50%. */
const DEFAULT_SPREAD = 0.2

const spread: Parameter = { parse: (input) => parseShare(input), written: "text", example: "20%" }

function spreadOf({ get, has }: Values): { readonly spread?: number } {
  return has("spread") ? { spread: get("spread") } : {}
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
        parameters: { delay: valueParameter(durationValues, 0), spread },
        positional: "delay",
        forms: [
          {
            required: ["delay"],
            optional: ["spread"],
            build: (values) => ({
              baseNs: values.get("delay"),
              capNs: values.get("delay"),
              factor: 1,
              ...spreadOf(values),
            }),
          },
        ],
      },
    ],
    [
      "linear",
      {
        summary: "Grows by the same time from try to try, the first wait unless stated, up to a cap.",
        parameters: {
          base: valueParameter(durationValues, 1),
          cap: valueParameter(durationValues, 2),
          step: valueParameter(durationValues, 0),
          spread,
        },
        range: ["base", "cap"],
        ordered: [["base", "cap"]],
        forms: [
          {
            required: ["base", "cap"],
            optional: ["step", "spread"],
            build: (values) => ({
              baseNs: values.get("base"),
              capNs: values.get("cap"),
              factor: 1,
              stepNs: values.get(values.has("step") ? "step" : "base"),
              ...spreadOf(values),
            }),
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
          spread,
        },
        range: ["base", "cap"],
        ordered: [["base", "cap"]],
        forms: [
          {
            required: ["base", "cap"],
            optional: ["factor", "spread"],
            build: (values) => ({
              baseNs: values.get("base"),
              capNs: values.get("cap"),
              factor: values.has("factor") ? values.get("factor") : 2,
              ...spreadOf(values),
            }),
          },
        ],
      },
    ],
    [
      "twofold",
      {
        summary: "Grows by a factor that would make it twice the base after so many tries (Traefik).",
        parameters: { base: valueParameter(durationValues, 1), tries: countBetween({ min: 2, max: 100 }, "4"), spread },
        positional: "base",
        forms: [
          {
            required: ["base", "tries"],
            optional: ["spread"],
            build: (values) => ({
              baseNs: values.get("base"),
              capNs: 2 * values.get("base"),
              factor: pow(2, 1 / (values.get("tries") - 1)),
              ...spreadOf(values),
            }),
          },
        ],
      },
    ],
  ]),
}

/** `none`, `fixed 100ms`, `linear 100ms..1s`, `exponential 50ms..1s`, `twofold 100ms tries=4`. */
export const backoff = () => notationField(backoffNotation, { kind: "notation", notation: "backoff" })

export const JITTERS = ["none", "full", "equal", "decorrelated", "proportional"] as const
export type Jitter = (typeof JITTERS)[number]

/**
 * The n-th wait (from 1) in ns, from two random words and the wait before it (0 at first).
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter" (2015) and its simulator. Decorrelated jitter
 * draws from [base, 3 x previous], where the previous one starts as base. Proportional jitter may pass the cap (gRPC
 * proposal A6).
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
  wait = Math.min(wait + (retry - 1) * (plan.stepNs ?? 0), capNs)
  if (jitter === "proportional") return Math.floor(wait * (1 + (plan.spread ?? DEFAULT_SPREAD) * (2 * share - 1)))
  return Math.floor(jitter === "equal" ? wait / 2 + (share * wait) / 2 : wait * share)
}
