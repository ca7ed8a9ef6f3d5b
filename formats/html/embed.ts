import * as z from "zod"
import { EMBEDDED_ID } from "./embedded-id.ts"

export { EMBEDDED_ID } from "./embedded-id.ts"

/** A run as a page holds it: what it needs to run it again, and what to compare that with. */
export interface EmbeddedRun {
  readonly format: "orrery.embedded/1"
  /** The scenario with every setting applied. */
  readonly text: string
  readonly seed: string
  /** Of the run that was embedded, and after so many events; null for a scenario that was not run yet. */
  readonly digest: string | null
  readonly events: number | null
  /** Where it was run, in simulated ns, if that was not to its end. */
  readonly untilNs: number | null
  /** Samples by the path that the scenario names, in the unit of the distribution that uses them. */
  readonly samples: Readonly<Record<string, readonly number[]>>
}

const embeddedRun: z.ZodType<EmbeddedRun> = z.strictObject({
  format: z.literal("orrery.embedded/1"),
  text: z.string(),
  seed: z.string(),
  digest: z.string().nullable(),
  events: z.int().min(0).nullable(),
  untilNs: z.number().min(0).nullable(),
  samples: z.record(z.string(), z.array(z.number())),
})

/**
 * A page with a run in it. The run is data in a script element of a type that no browser executes; `<` is written so that
 * nothing in a scenario can end that element. Throws an Error where the page has no body.
 */
export function embedRun(page: string, run: EmbeddedRun): string {
  const at = page.indexOf("<body>")
  if (at < 0) throw new Error("the page has no <body>")
  const data = JSON.stringify(run)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029")
  const element = `<script type="application/json" id="${EMBEDDED_ID}">${data}</script>`
  return `${page.slice(0, at + "<body>".length)}${element}${page.slice(at + "<body>".length)}`
}

/** What `embedRun` put into such an element; undefined where it is nothing of the kind. */
export function readEmbedded(text: string): EmbeddedRun | undefined {
  try {
    const parsed = embeddedRun.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
