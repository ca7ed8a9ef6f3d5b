export { freebsd12 } from "./profiles/freebsd-12.ts"
export { linux6 } from "./profiles/linux-6.ts"
