export { activeShare } from "./active-share.ts"
export { leakyBucket } from "./leaky-bucket.ts"
export { tokenBucket } from "./token-bucket.ts"
export { tokenThrottle } from "./token-throttle.ts"
