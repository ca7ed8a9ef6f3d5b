export { mesh } from "./mesh.ts"
export { sidecar } from "./sidecar.ts"
export { virtualService } from "./virtual-service.ts"
