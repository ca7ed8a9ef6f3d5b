export { adaptiveLifo } from "./adaptive-lifo.ts"
export { controlledDelay } from "./controlled-delay.ts"
