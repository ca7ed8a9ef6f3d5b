import * as kinds from "../../components/index.ts"
import type { AnyComponent } from "../../components/kit/contract.ts"

/** Every kind of component by name. */
export const COMPONENTS: ReadonlyMap<string, AnyComponent> = new Map(
  Object.values(kinds).map((definition) => [definition.kind, definition]),
)

/** The definition of a kind that is known to exist. */
export function componentOf(kind: string): AnyComponent {
  const definition = COMPONENTS.get(kind)
  if (definition === undefined) throw new Error(`there is no kind "${kind}"`)
  return definition
}
