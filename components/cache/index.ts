export { cache } from "./cache.ts"
