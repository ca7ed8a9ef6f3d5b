import type { DeclaredCall } from "../../components/kit/contract.ts"
import type { Path } from "../text/place.ts"

/** A call with its caller, as the checks see it. */
export interface KnownCall extends DeclaredCall {
  readonly caller: string
  /** Where in the document the callee is named. */
  readonly at: Path
  /** Where the operation or path is named, if not there. */
  readonly operationAt: Path | undefined
}
