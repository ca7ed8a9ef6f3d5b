export { jwt } from "./jwt.ts"
export { oidc } from "./oidc.ts"
export { rateLimiting } from "./rate-limiting.ts"
export { responseCache } from "./response-cache.ts"
