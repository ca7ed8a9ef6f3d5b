import type { SeedWords } from "../chance/seed.ts"
import { createStream, type Stream } from "../chance/stream.ts"
import type { FaultPlan, FaultTarget } from "./plan.ts"

/** A plan, or for a stochastic plan one of its targets, which fails on its own. */
export interface FaultUnit {
  readonly plan: number
  readonly targets: readonly number[]
  readonly stream: Stream | null
  /** What its draws are named by; empty where it draws nothing. */
  readonly drawsAs: string
}

export function makeUnits(
  plans: readonly FaultPlan[],
  { seed, targets }: { readonly seed: SeedWords; readonly targets: readonly FaultTarget[] },
): readonly FaultUnit[] {
  const named = new Map<string, number>()
  return plans.flatMap(({ verb, targets: hit, timing }, plan): FaultUnit[] => {
    if (timing.kind !== "stochastic") return [{ plan, targets: hit, stream: null, drawsAs: "" }]
    return hit.map((target) => {
      const { name } = targets[target]
      // Named by verb and target, and counted among its likes: another line in the schedule moves no draw.
      const purpose = `fault:${verb.verb}`
      const likes = named.get(`${name} ${purpose}`) ?? 0
      named.set(`${name} ${purpose}`, likes + 1)
      const drawsAs = `${purpose}:${likes}`
      return { plan, targets: [target], stream: createStream(seed, name, drawsAs), drawsAs }
    })
  })
}
