export { fifo } from "./fifo.ts"
export { lfu } from "./lfu.ts"
export { lru } from "./lru.ts"
export { random } from "./random.ts"
