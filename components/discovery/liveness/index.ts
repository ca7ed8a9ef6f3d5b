export { check } from "./check.ts"
export { evictedLease } from "./evicted-lease.ts"
export { lease } from "./lease.ts"
export { session } from "./session.ts"
