export { awsShieldAdvanced } from "./profiles/aws-shield-advanced.ts"
export { cloudflareDdos } from "./profiles/cloudflare-ddos.ts"
export { juniperScfd } from "./profiles/juniper-scfd.ts"
