export { type Batch, batchMeansInterval } from "./batch-means.ts"
export { chiSquareQuantile, normalCdf, normalQuantile, studentCdf, studentQuantile } from "./distributions.ts"
export { type Estimate, type KnownEstimate, NOT_ENOUGH_DATA, type UnknownEstimate } from "./estimate.ts"
export {
  batchProportionInterval,
  meanInterval,
  poissonRateInterval,
  proportionInterval,
  type QuantileSource,
  quantileInterval,
} from "./intervals.ts"
export { allenCunneen, type GeneralQueue } from "./queueing/general.ts"
export { type ClosedQueue, type ClosedTheory, machineRepairman } from "./queueing/repairman.ts"
export { pairedDifference, replicationInterval } from "./replications.ts"
export { chiSquareTest, kolmogorovSmirnovTest, type TestResult } from "./tests.ts"
export { erlangB, erlangC, mg1, mm1, mm1SojournQuantileS, mmc, mmcWaitQuantileS, type QueueTheory } from "./theory.ts"
export { type WarmUp, warmUpEnd } from "./warm-up.ts"
