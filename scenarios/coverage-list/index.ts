import { broker } from "./broker.ts"
import { cache } from "./cache.ts"
import { database } from "./database.ts"
import { discovery } from "./discovery.ts"
import { edge } from "./edge.ts"
import { gateway } from "./gateway.ts"
import { gatewayMessages } from "./gateway-messages.ts"
import { gatewayProducts } from "./gateway-products.ts"
import { gatewayRouting } from "./gateway-routing.ts"
import { guide } from "./guide.ts"
import type { Leaf } from "./leaf.ts"
import { loadBalancer } from "./load-balancer.ts"
import { mesh } from "./mesh.ts"
import { operations } from "./operations.ts"

/** All that Orrery is to model, in the order of the guide. */
export const LEAVES: readonly Leaf[] = [
  ...edge,
  ...gatewayRouting,
  ...gateway,
  ...gatewayMessages,
  ...gatewayProducts,
  ...discovery,
  ...loadBalancer,
  ...broker,
  ...cache,
  ...database,
  ...mesh,
  ...operations,
  ...guide,
]

export { type Check, type Effect, isCovered, type Leaf } from "./leaf.ts"
