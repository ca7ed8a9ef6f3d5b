export { lru } from "./lru.ts"
