import type { CauseName } from "../report.ts"
import { BACKOFF, NETWORK, PHASE_COUNT, POOL, QUEUE, SERVICE } from "../trace/attribute.ts"
import type { Facts } from "./facts.ts"

/** What lies at the root of a wait, and the components that wait for it, the outermost first. */
export interface Root {
  readonly cause: CauseName | "backoff"
  readonly component: number
  readonly via: readonly number[]
}

/** A root with the share of the time, or of the failures, it accounts for. */
export interface Blame extends Root {
  readonly share: number
  readonly of: "time" | "failures"
}

/** Follows each part of a table of [component × phase] to its root. */
export function blameTime(facts: Facts, shares: Float64Array): readonly Blame[] {
  const blames: Blame[] = []
  for (let at = 0; at < shares.length; at++) {
    const share = shares[at] ?? 0
    if (share === 0) continue
    const component = Math.floor(at / PHASE_COUNT)
    for (const [root, part] of rootsOfPart(facts, component, at % PHASE_COUNT)) {
      if (part > 0) blames.push({ ...root, share: share * part, of: "time" })
    }
  }
  return joined(blames)
}

/** The root of the largest part of a table; undefined where the table is empty. */
export function dominantRoot(facts: Facts, table: Float64Array): Root | undefined {
  const at = largest(table)
  if (at < 0) return undefined
  return dominantOf(rootsOfPart(facts, Math.floor(at / PHASE_COUNT), at % PHASE_COUNT))
}

/** A component waits for slots or connections of its own: what are they held by? */
export function rootOfWait(facts: Facts, component: number, via: readonly number[] = []): Root {
  const own: Root = { cause: facts.servers(component).arePool ? "pool" : "slots", component, via }
  const held = facts.holdOf(component)
  const at = largest(held)
  if (at < 0 || via.includes(component)) return own
  const holder = Math.floor(at / PHASE_COUNT)
  const phase = at % PHASE_COUNT
  const path = [...via, component]
  if (holder === component && phase === SERVICE) return own
  if (holder !== component && phase === SERVICE) return { cause: "slow-dependency", component: holder, via: path }
  return dominantOf(rootsOfPart(facts, holder, phase, path)) ?? own
}

type WeightedRoot = readonly [root: Root, part: number]

function rootsOfPart(
  facts: Facts,
  component: number,
  phase: number,
  via: readonly number[] = [],
): readonly WeightedRoot[] {
  switch (phase) {
    case QUEUE: {
      const { slot, cpu, lock } = facts.queueSplit(component)
      return [
        [slot > 0 ? rootOfWait(facts, component, via) : { cause: "slots", component, via }, slot],
        [{ cause: "cpu", component, via }, cpu],
        [{ cause: "lock", component, via }, lock],
      ]
    }
    case POOL:
      return [[rootOfWait(facts, component, via), 1]]
    case NETWORK:
      return [[{ cause: "network", component, via }, 1]]
    case BACKOFF:
      return [[{ cause: "backoff", component, via }, 1]]
    default:
      return [[{ cause: "work", component, via }, 1]]
  }
}

function dominantOf(roots: readonly WeightedRoot[]): Root | undefined {
  let best: WeightedRoot | undefined
  for (const one of roots) if (best === undefined || one[1] > best[1]) best = one
  return best?.[0]
}

function largest(table: Float64Array): number {
  let best = -1
  for (let at = 0; at < table.length; at++) {
    const value = table[at] ?? 0
    if (value > 0 && (best < 0 || value > (table[best] ?? 0))) best = at
  }
  return best
}

/** Blames of the same root as one; the work of a slow dependency belongs to what waits for it. */
export function joined(blames: readonly Blame[]): readonly Blame[] {
  const byRoot = new Map<string, Blame>()
  const slow = new Set(blames.filter(({ cause }) => cause === "slow-dependency").map(({ component }) => component))
  for (const blame of blames) {
    const cause = blame.cause === "work" && slow.has(blame.component) ? "slow-dependency" : blame.cause
    const key = `${blame.of} ${cause} ${blame.component}`
    const known = byRoot.get(key)
    const via = known === undefined || blame.via.length > known.via.length ? blame.via : known.via
    byRoot.set(key, { ...blame, cause, via, share: blame.share + (known?.share ?? 0) })
  }
  return [...byRoot.values()].sort((a, b) => b.share - a.share || a.component - b.component)
}
