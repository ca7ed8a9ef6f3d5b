import { balancing } from "./balancing.ts"
import { DISCOVERY_FAMILIES } from "./discovery.ts"
import type { Family } from "./family.ts"
import { limiting } from "./limiting.ts"
import { POLICY_FAMILIES } from "./policies.ts"
import { PROFILE_FAMILIES } from "./profiles.ts"
import { SERVER_FAMILIES } from "./servers.ts"

export { type Family, runsOfKind } from "./family.ts"

export const FAMILIES: readonly Family[] = [
  balancing,
  limiting,
  ...DISCOVERY_FAMILIES,
  ...POLICY_FAMILIES,
  ...PROFILE_FAMILIES,
  ...SERVER_FAMILIES,
]
