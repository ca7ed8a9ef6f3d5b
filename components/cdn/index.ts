export { cdn } from "./cdn.ts"
