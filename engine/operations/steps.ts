import type { DistributionSpec } from "../distributions/index.ts"

/** What a service does for a request, as plain data with names resolved: what ProgramBuilder compiles. */
export type Step =
  /** Occupies a slot, and the processor where there is one. Times in ns. */
  | { readonly do: "work"; readonly time: DistributionSpec }
  /** The same for a time that follows the size of the request, or of the answer behind a FORWARD. Whole ns, for each message and each KiB; 2 s at most. */
  | { readonly do: "work-on-bytes"; readonly baseNs: number; readonly perByteNs: number }
  /**
   * Work that a request brings along which comes over a new connection: `resumedNs` with probability `resumption`, else
   * `fullNs`, at most 2 s each.
   */
  | { readonly do: "handshake"; readonly fullNs: number; readonly resumedNs: number; readonly resumption: number }
  /** Occupies a slot but no processor. */
  | { readonly do: "wait"; readonly time: DistributionSpec }
  | ({ readonly do: "call" } & CallStep)
  /** The callee takes the request over and answers its caller; the slot is free at once. */
  | { readonly do: "hand-over"; readonly port: number; readonly operation: number; readonly name: string }
  /** All branches at once; goes on when `need` of them succeeded, fails when they no longer can. */
  | { readonly do: "parallel"; readonly branches: readonly (readonly Step[])[]; readonly need: number }
  | { readonly do: "choose"; readonly options: readonly { readonly weight: number; readonly steps: readonly Step[] }[] }
  | { readonly do: "repeat"; readonly times: number; readonly steps: readonly Step[] }
  /** Does the steps, then does them again with probability `again`. */
  | { readonly do: "repeat-while"; readonly again: number; readonly steps: readonly Step[] }
  /** With probability `share`, ends the request with this outcome. */
  | { readonly do: "fail"; readonly outcome: number; readonly share: number }
  /**
   * Cache-aside: asks, and when not found does `load` and then stores the result (not at all when `set` is null). A
   * cache that fails counts as "not found".
   */
  | {
      readonly do: "cache-aside"
      readonly get: CallStep
      readonly set: CallStep | null
      readonly load: readonly Step[]
    }
  /** Passed over where the extension, or the last answer, has marked the request as FOUND. */
  | { readonly do: "unless-found"; readonly steps: readonly Step[] }
  | { readonly do: "lock" }
  | { readonly do: "extend"; readonly argument: number }
  /** Passes the request on; what follows is done where the extension's `passed` says CONTINUE. */
  | { readonly do: "forward"; readonly name: string }

export interface CallStep {
  /** Index among the component's ports. */
  readonly port: number
  readonly operation: number
  /** Stable name of the callee's operation, from which the call's draws are named. */
  readonly name: string
  /** Frees the slot while waiting. */
  readonly release?: boolean
  /** Goes on when it fails. */
  readonly optional?: boolean
  /** Goes on at once; nobody waits for the answer. */
  readonly detached?: boolean
}
