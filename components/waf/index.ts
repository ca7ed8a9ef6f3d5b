export { waf } from "./waf.ts"
