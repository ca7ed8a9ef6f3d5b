export { acceptShare } from "./accept-share.ts"
export { successRate } from "./success-rate.ts"
