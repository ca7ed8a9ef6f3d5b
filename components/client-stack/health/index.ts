export { connectCheck } from "./connect-check.ts"
export { httpCheck } from "./http-check.ts"
