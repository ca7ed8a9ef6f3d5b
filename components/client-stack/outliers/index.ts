export { failureAccrual } from "./failure-accrual.ts"
export { maxFails } from "./max-fails.ts"
export { outlierDetection } from "./outlier-detection.ts"
