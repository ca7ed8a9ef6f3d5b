export { type ConstantParameters, constant } from "./constant.ts"
export { type EmpiricalParameters, empirical } from "./empirical.ts"
export { type ErlangParameters, erlang } from "./erlang.ts"
export { type ExponentialParameters, exponential } from "./exponential.ts"
export { type GammaParameters, gamma } from "./gamma.ts"
export { type HyperexponentialBranch, type HyperexponentialParameters, hyperexponential } from "./hyperexponential.ts"
export { type LognormalParameters, lognormal } from "./lognormal.ts"
export { type MixtureComponent, type MixtureParameters, mixture } from "./mixture.ts"
export { type NormalParameters, normal } from "./normal.ts"
export { type ParetoParameters, pareto } from "./pareto.ts"
export type { Sampler } from "./sampler.ts"
export {
  compileDistribution,
  type DistributionKind,
  type DistributionSpec,
  distributionKinds,
  type MixtureSpecParameters,
} from "./spec.ts"
export { standardExponential } from "./standard-exponential.ts"
export { standardNormal } from "./standard-normal.ts"
export { type UniformParameters, uniform } from "./uniform.ts"
export { type WeibullParameters, weibull } from "./weibull.ts"
export { type ZipfParameters, zipf } from "./zipf.ts"
