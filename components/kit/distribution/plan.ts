import type { DistributionSpec } from "../../../engine/distributions/spec.ts"
import type { FileReference } from "../reference.ts"

type SpecOfNumbers = Exclude<DistributionSpec, { readonly kind: "mixture" }>

/** A distribution as read: the engine's specification, but samples may still be in a file. */
export type DistributionPlan =
  | SpecOfNumbers
  | { readonly kind: "empirical"; readonly file: FileReference }
  | { readonly kind: "mixture"; readonly components: readonly WeightedPlan[] }

export interface WeightedPlan {
  readonly weight: number
  readonly distribution: DistributionPlan
}

/** The engine's specification, with the samples that `samplesOf` gives for each file (in the plan's unit). */
export function resolveDistribution(
  plan: DistributionPlan,
  samplesOf: (file: FileReference) => readonly number[],
): DistributionSpec {
  if (plan.kind === "mixture") {
    const components = plan.components.map(({ weight, distribution }) => ({
      weight,
      distribution: resolveDistribution(distribution, samplesOf),
    }))
    return { kind: "mixture", components }
  }
  return "file" in plan ? { kind: "empirical", samples: samplesOf(plan.file) } : plan
}
