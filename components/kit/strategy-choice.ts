import * as z from "zod"
import "./zod-config.ts"
import { hinted } from "./hint.ts"
import { describeValue, type Mistake } from "./mistake.ts"
import { nearest } from "./nearest.ts"
import { registerTranslator } from "./notations.ts"

/** A strategy and its parameters as the document states them, defaults filled in. */
export interface StrategyPlan {
  readonly strategy: string
  readonly params: unknown
}

/** What there is to choose from: any family's strategies by kind. */
export interface Choosable {
  readonly kind: string
  readonly summary: string
  readonly params: z.ZodType<unknown>
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** `round-robin`, `{ kind: power-of-choices, choices: 3 }`, `{ kind: least-connections, preset: nginx }`. */
export function strategyField(
  noun: string,
  strategies: ReadonlyMap<string, Choosable>,
): z.ZodType<StrategyPlan, unknown> {
  return z
    .unknown()
    .meta(described(strategies))
    .transform((input, context): StrategyPlan => {
      const { kind, preset, ...rest } = members(input)
      const strategy = typeof kind === "string" ? strategies.get(kind) : undefined
      const known = [...strategies.keys()]
      if (strategy === undefined)
        return refuse(context, unknownName(noun, kind, known), ...(kind === input ? [] : ["kind"]))
      const set = preset === undefined ? {} : presetOf(strategy, preset)
      if (set === undefined)
        return refuse(
          context,
          unknownName(`preset of ${strategy.kind}`, preset, Object.keys(strategy.presets)),
          "preset",
        )
      const parsed = strategy.params.safeParse({ ...set, ...rest })
      if (parsed.success) return { strategy: strategy.kind, params: parsed.data }
      for (const issue of parsed.error.issues) {
        if (issue.code !== "unrecognized_keys") context.issues.push(again(issue, rest) as never)
        else for (const key of issue.keys) refuse(context, unknownParameter(key, strategy), key)
      }
      return z.NEVER
    })
}

/** Only a text names a preset: a mapping has no name to be looked up by. */
function presetOf({ presets }: Choosable, preset: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof preset === "string" && Object.hasOwn(presets, preset) ? presets[preset] : undefined
}

registerTranslator("strategy", {
  toShort: (input) => {
    if (typeof input === "string") return input
    const { kind, ...rest } = members(input)
    return typeof kind === "string" && Object.keys(rest).length === 0 ? kind : undefined
  },
  toLong: (input) => (typeof input === "string" ? { kind: input } : undefined),
})

/** An issue of a strategy's own parameters, to be put into words as any other of the document is. */
function again(issue: z.core.$ZodIssue, params: object): object {
  const input = issue.path.reduce<unknown>((value, step) => Reflect.get(Object(value), step), params)
  const { message, ...raw } = issue
  return issue.code === "custom" ? { ...raw, message, input } : { ...raw, input }
}

function members(input: unknown): Record<string, unknown> {
  return typeof input === "object" && input !== null ? Object.fromEntries(Object.entries(input)) : { kind: input }
}

function refuse(context: z.RefinementCtx, mistake: Mistake, ...path: string[]): never {
  context.addIssue({ code: "custom", message: mistake.message, params: { mistake }, path })
  return z.NEVER
}

/** What is published of the field. Made when it is asked for: for all fields it is a fifth of what `check` takes. */
function described(strategies: ReadonlyMap<string, Choosable>): Record<string, unknown> {
  return Object.defineProperty(hinted({ kind: "choice", notation: "strategy" }, {}), "anyOf", {
    enumerable: true,
    get: () => [{ enum: [...strategies.keys()] }, ...[...strategies.values()].map(objectSchema)],
  })
}

/** The long form of one strategy, for the published schema. */
function objectSchema({ kind, summary, params, presets }: Choosable): Readonly<Record<string, unknown>> {
  const names = Object.keys(presets)
  const preset = { enum: names, description: "Values for the parameters that are not given" }
  const { properties, type, additionalProperties } = z.toJSONSchema(params, { io: "input" })
  return {
    type,
    description: summary,
    properties: { kind: { const: kind }, ...(names.length === 0 ? {} : { preset }), ...properties },
    required: ["kind"],
    additionalProperties,
  }
}

function unknownParameter(found: string, { kind, params }: Choosable): Mistake {
  const names = params instanceof z.ZodObject ? Object.keys(params.shape) : []
  const known = names.length === 0 ? "it has none" : `it has ${names.join(", ")}`
  const suggestion = nearest(found, names)
  const message = `unknown parameter "${found}" of ${kind}; ${known}`
  const mistake: Mistake = { code: "E-unknown-parameter", message, found, isKey: true }
  return suggestion === undefined ? mistake : { ...mistake, suggestion }
}

function unknownName(noun: string, found: unknown, known: readonly string[]): Mistake {
  const names = known.length === 0 ? "there are none" : `there are ${known.join(", ")}`
  if (typeof found !== "string") {
    const message = `expected the name of a ${noun}, found ${describeValue(found)}; ${names}`
    return { code: "E-wrong-type", message, found: describeValue(found), expected: known.join(", ") }
  }
  const suggestion = nearest(found, known)
  const message = `there is no ${noun} "${found}"; ${names}`
  return { code: "E-unknown-kind", message, found, ...(suggestion === undefined ? {} : { suggestion }) }
}
