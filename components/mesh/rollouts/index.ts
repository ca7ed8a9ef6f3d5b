export { blueGreen } from "./blue-green.ts"
export { canary } from "./canary.ts"
export { split } from "./split.ts"
