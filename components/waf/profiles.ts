export { awsWaf } from "./profiles/aws-waf.ts"
export { crs4 } from "./profiles/crs-4.ts"
