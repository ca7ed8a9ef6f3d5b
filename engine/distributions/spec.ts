import { type ConstantParameters, constant } from "./constant.ts"
import { type EmpiricalParameters, empirical } from "./empirical.ts"
import { type ErlangParameters, erlang } from "./erlang.ts"
import { type ExponentialParameters, exponential } from "./exponential.ts"
import { type GammaParameters, gamma } from "./gamma.ts"
import { type HyperexponentialParameters, hyperexponential } from "./hyperexponential.ts"
import { type LognormalParameters, lognormal } from "./lognormal.ts"
import { mixture } from "./mixture.ts"
import { type NormalParameters, normal } from "./normal.ts"
import { type ParetoParameters, pareto } from "./pareto.ts"
import type { Sampler } from "./sampler.ts"
import { type UniformParameters, uniform } from "./uniform.ts"
import { type WeibullParameters, weibull } from "./weibull.ts"
import { type ZipfParameters, zipf } from "./zipf.ts"

/** A mixture as plain data: its components are specifications, not samplers. */
export interface MixtureSpecParameters {
  readonly components: readonly { readonly weight: number; readonly distribution: DistributionSpec }[]
}

interface ParametersByKind {
  readonly constant: ConstantParameters
  readonly empirical: EmpiricalParameters
  readonly erlang: ErlangParameters
  readonly exponential: ExponentialParameters
  readonly gamma: GammaParameters
  readonly hyperexponential: HyperexponentialParameters
  readonly lognormal: LognormalParameters
  readonly mixture: MixtureSpecParameters
  readonly normal: NormalParameters
  readonly pareto: ParetoParameters
  readonly uniform: UniformParameters
  readonly weibull: WeibullParameters
  readonly zipf: ZipfParameters
}

export type DistributionKind = keyof ParametersByKind

/** A distribution as plain data: its kind and that kind's parameters. */
export type DistributionSpec = { [K in DistributionKind]: { readonly kind: K } & ParametersByKind[K] }[DistributionKind]

/** The one place that knows all kinds. */
const factories: { readonly [K in DistributionKind]: (parameters: ParametersByKind[K]) => Sampler } = {
  constant,
  empirical,
  erlang,
  exponential,
  gamma,
  hyperexponential,
  lognormal,
  mixture: ({ components }) =>
    mixture({
      components: components.map(({ weight, distribution }) => ({
        weight,
        sampler: compileDistribution(distribution),
      })),
    }),
  normal,
  pareto,
  uniform,
  weibull,
  zipf,
}

/** All kinds, in alphabetical order. */
export const distributionKinds: readonly string[] = Object.keys(factories)

/** The sampler of a specification. Throws RangeError when a parameter is out of its bounds or the kind is unknown. */
export function compileDistribution(spec: DistributionSpec): Sampler {
  if (!Object.hasOwn(factories, spec.kind)) {
    throw new RangeError(`There is no distribution "${spec.kind}"; there are ${distributionKinds.join(", ")}.`)
  }
  // The registry's door: the table pairs each kind with its own parameters, which the compiler cannot follow through an index.
  const factory = factories[spec.kind] as (parameters: DistributionSpec) => Sampler
  return factory(spec)
}
