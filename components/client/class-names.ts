import type { OperationReference } from "../kit/reference.ts"
import type { ClientLoad } from "./load-schema.ts"
import { requestClasses } from "./request-classes.ts"

/** Names of a load's classes in their order. The resolver finds the operation that a reference without one means. */
export function classNames(
  load: ClientLoad,
  operationOf: (reference: OperationReference) => string,
): readonly [string, ...string[]] {
  const [first, ...more] = requestClasses(load).map(({ name, target }) => name ?? operationOf(target))
  return [first ?? "", ...more]
}
