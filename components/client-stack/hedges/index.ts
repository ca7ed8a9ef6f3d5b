export { fixedDelay } from "./fixed-delay.ts"
export { percentile } from "./percentile.ts"
