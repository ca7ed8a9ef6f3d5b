import * as z from "zod"

/** All that a link carries: whoever opens it sees the same run at the same instant in the same way. Times in ns. */
export interface SharedState {
  readonly scenario: SharedScenario
  /** The scenario's own if left out. */
  readonly seed?: string
  /** Branches, in the order in which they were made. */
  readonly interventions?: readonly Intervention[]
  readonly timeNs?: number
  readonly selection?: SharedSelection
  readonly view?: SharedView
}

/** A scenario of the library by its name, or a text. */
export type SharedScenario = { readonly library: string } | { readonly text: string }

/** What was changed at an instant: edits of the text as plain data, to be looked at before they are carried out. */
export interface Intervention {
  readonly atNs: number
  readonly edits: readonly unknown[]
}

export type SharedSelection =
  | { readonly kind: "node"; readonly node: string }
  | { readonly kind: "edge"; readonly from: string; readonly to: string }
  | { readonly kind: "request"; readonly root: number }

export interface SharedView {
  readonly panel?: string
  /** Part of the run that the timeline shows. */
  readonly shown?: { readonly fromNs: number; readonly toNs: number }
  readonly theme?: string
}

const ns = z.number().min(0)

const selection = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("node"), node: z.string() }),
  z.object({ kind: z.literal("edge"), from: z.string(), to: z.string() }),
  z.object({ kind: z.literal("request"), root: z.int().min(0) }),
])

/** What is packed into a link: the state, the text of a scenario only where it is not one of the library. */
export const packed = z.object({
  text: z.string().exactOptional(),
  seed: z.string().exactOptional(),
  interventions: z.array(z.object({ atNs: ns, edits: z.array(z.unknown()) })).exactOptional(),
  timeNs: ns.exactOptional(),
  selection: selection.exactOptional(),
  view: z
    .object({
      panel: z.string().exactOptional(),
      shown: z.object({ fromNs: ns, toNs: ns }).exactOptional(),
      theme: z.string().exactOptional(),
    })
    .exactOptional(),
})
