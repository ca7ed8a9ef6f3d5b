export { consecutiveFailures } from "./consecutive-failures.ts"
export { rollingBuckets } from "./rolling-buckets.ts"
export { slidingWindow } from "./sliding-window.ts"
export { thresholds } from "./thresholds.ts"
