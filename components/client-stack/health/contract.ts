import type { PolicyLeaf } from "../leaf.ts"

/** What all checks have, whatever they ask: times in ns. */
export interface CheckParams {
  readonly interval: number
  readonly timeout?: number | undefined
  readonly fall: number
  readonly rise: number
  readonly initially: "up" | "down" | "unchecked"
  readonly pace: "from-start" | "from-end"
}

/** An active check of the instances a caller chooses among: what it asks them, and how often. */
export interface HealthCheckDefinition extends PolicyLeaf<CheckParams> {
  /** A name that every component answers to: see components/kit/probes.ts. */
  readonly operation: string
}

export function defineHealthCheck(definition: HealthCheckDefinition): HealthCheckDefinition {
  return definition
}

const TIMEOUT_MAX_NS = 1e9

/** Ns after which a check without an answer has failed. Source: HAProxy configuration manual, timeout check: else inter. */
export function timeoutOf({ timeout, interval }: CheckParams): number {
  return timeout ?? Math.min(TIMEOUT_MAX_NS, interval)
}
