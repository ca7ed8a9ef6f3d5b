export { dns } from "./dns.ts"
export { poll } from "./poll.ts"
export { watch } from "./watch.ts"
