export { cloudflare } from "./profiles/cloudflare.ts"
export { cloudfront } from "./profiles/cloudfront.ts"
export { nginxCache131 } from "./profiles/nginx-cache-1.31.ts"
export { varnish7 } from "./profiles/varnish-7.ts"
