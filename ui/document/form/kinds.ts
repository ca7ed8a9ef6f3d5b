import type { Layer } from "../../../components/kit/contract.ts"
import { type FaultVerb, faultVerbs } from "../../../scenarios/document/fault-verbs.ts"
import { COMPONENTS } from "../../../scenarios/run/registry.ts"

/** A kind of component that a document can have. */
export interface Kind {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly layer: Layer
  readonly profiles: readonly { readonly profile: string; readonly title: string; readonly summary: string }[]
  /** It has an entry under `load`. */
  readonly hasLoad: boolean
  /** It can be given others to call by a `connect` edit. */
  readonly calls: boolean
  /** Fault verbs its replicas obey. */
  readonly faults: readonly string[]
}

/** Every kind a document can name, in the registry's order. */
export function kinds(): readonly Kind[] {
  return [...COMPONENTS.values()]
    .filter(({ isCompanion }) => isCompanion !== true)
    .map(({ kind, title, summary, layer, profiles, load, editing, faults }) => ({
      kind,
      title,
      summary,
      layer,
      profiles: profiles.map(({ profile, title: name, summary: text }) => ({ profile, title: name, summary: text })),
      hasLoad: load !== undefined,
      calls: editing?.calls !== undefined,
      faults,
    }))
}

/** A verb of `faults`, as a button shows it. */
export type FaultKind = FaultVerb

export function faultKinds(): readonly FaultKind[] {
  return faultVerbs
}
