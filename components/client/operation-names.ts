import type { ClientLoad } from "./load-schema.ts"
import { requestClasses } from "./request-classes.ts"

/** Operation names that a load mentions, each once: `POST /pay`, which no component declares, and `charge`. */
export function operationNames(load: ClientLoad): readonly string[] {
  const names = requestClasses(load).flatMap(({ request, target }) => request ?? target.operation ?? [])
  return [...new Set(names)]
}
