/**
 * How an editor writes a component of a kind, and the calls it makes. In texts `{to}` stands for who is called, in the
 * document's words (`pay` or `pay.charge`), and `{name}` for that component's name alone.
 */
export interface Editing {
  /** Parameters of a new one, beside its kind. */
  readonly fresh: Readonly<Record<string, unknown>>
  /** The entry under `load` of a new one, for kinds that have a load. */
  readonly freshLoad?: Readonly<Record<string, unknown>>
  /** Where it says whom it calls; absent for kinds that call nobody. */
  readonly calls?: CallSite
}

export interface CallSite {
  /** Below the component's own entry, or below its entry under `load`. */
  readonly in: "params" | "load"
  /** The way there; `*` stands for each name of a mapping, the first where nothing else is said. */
  readonly path: readonly string[]
  /** A component as a whole is called, or one of its operations. */
  readonly names: "component" | "operation"
  /** What is added to the list there for one more that is called; absent: the callee itself stands at the path. */
  readonly item?: unknown
  /** What is left in the list when the last item goes; absent: the list cannot be without one, or may be empty. */
  readonly idle?: unknown
  /** Ways, `*` as above, to what goes as a whole when the only one it calls goes; `[]`: the component itself. */
  readonly goesWith?: readonly (readonly string[])[]
}
