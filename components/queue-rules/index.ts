export { adaptiveLifo } from "./adaptive-lifo.ts"
export { codel } from "./codel.ts"
export { networkCodel } from "./network-codel.ts"
