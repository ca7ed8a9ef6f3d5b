export { consulConnect120 } from "./profiles/consul-connect-1.20.ts"
export { istio124 } from "./profiles/istio-1.24.ts"
export { linkerd218 } from "./profiles/linkerd-2.18.ts"
