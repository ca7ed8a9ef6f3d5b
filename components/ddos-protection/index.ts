export { ddosProtection } from "./ddos-protection.ts"
