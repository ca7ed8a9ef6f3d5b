import * as z from "zod"
import { type FieldHint, hintOf } from "../../components/kit/hint.ts"

/** What a raw issue of zod knows and a finished one no longer does. */
export interface Explanation {
  /** The keys of the object that refused one. */
  readonly keys: readonly string[]
  /** The first example of the schema that raised the issue. */
  readonly example: string | undefined
  readonly input: unknown
  readonly hint: FieldHint | undefined
}

/**
 * Keeps what zod drops when it finishes an issue. Zod asks an error map for each issue's message; this map's
 * messages are keys into a list of explanations, because every sentence is made in zod-problems.ts.
 */
export class Explanations {
  private readonly list: Explanation[] = []

  readonly errorMap = (raw: z.core.$ZodRawIssue): string => {
    const keys = raw.inst instanceof z.ZodObject ? Object.keys(raw.inst.shape) : []
    const meta = raw.inst instanceof z.ZodType ? z.globalRegistry.get(raw.inst) : undefined
    const [example] = Array.isArray(meta?.examples) ? meta.examples : []
    this.list.push({
      keys,
      example: example === undefined ? undefined : String(example),
      input: raw.input,
      hint: hintOf(meta),
    })
    return `${mark}${this.list.length - 1}`
  }

  /** Undefined for an issue that brought its own message. */
  of(issue: { readonly message: string }): Explanation | undefined {
    return issue.message.startsWith(mark) ? this.list[Number(issue.message.slice(mark.length))] : undefined
  }
}

/** No message starts so. */
const mark = "\u0000"
