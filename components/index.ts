/** Every kind of component, one line a family. */
export * from "./cache/index.ts"
export * from "./cdn/index.ts"
export * from "./client/index.ts"
export * from "./database/index.ts"
export * from "./gateway/index.ts"
export * from "./load-balancing/component/index.ts"
export * from "./service/index.ts"
