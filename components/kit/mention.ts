/** A client, or a name that requests come under, which a component's parameters mention without calling anybody. */
export interface Mention {
  /** `client`: a name or a glob that some client's fits. `request`: one that gets here. */
  readonly of: "client" | "request"
  readonly name: string
  /** Where in the component's parameters it stands. */
  readonly path: readonly (string | number)[]
  /** It is the name of the parameter there, not its value. */
  readonly isKey: boolean
}
