/** Every kind of component, one line a family. */
export * from "./service/index.ts"
