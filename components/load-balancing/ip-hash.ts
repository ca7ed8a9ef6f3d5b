import * as z from "zod"
import { mix32 } from "../../engine/index.ts"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { choice } from "../kit/schema.ts"
import { nextUp } from "./draw.ts"
import { PRIVATE_NETWORK } from "./hashing/addresses.ts"
import { pickByAddress } from "./hashing/ip-hash.ts"
import { smoothTurn } from "./turns/smooth.ts"

interface Params {
  readonly addresses: "scattered" | "sequential"
}

type State = {
  /** nginx's current weights, for requests that found no backend by hash. */
  readonly current: Float64Array
  readonly load: Float64Array
}

/**
 * A client's address chooses its backend, by its first three octets only: everybody in a /24 shares one. A client is
 * the request's key; its address is a scattered one, or that many after 10.0.0.0.
 */
export const ipHash = defineStrategy<Params, State>({
  kind: "ip-hash",
  title: "IP hash",
  summary:
    "The same backend for all requests from a network of 256 addresses; a key is a client, and gives it an address.",
  sources: [
    "nginx, ngx_http_upstream_ip_hash_module.c: (h * 113 + octet) mod 6271 over three octets, 20 tries, then round robin",
  ],
  params: z.strictObject({
    addresses: choice(["scattered", "sequential"])
      .default("scattered")
      .describe(
        "Clients from anywhere on the Internet, or with consecutive keys in one network: few hashes, uneven load",
      ),
  }),
  presets: { office: { addresses: "sequential" } },
  state: (backends) => ({
    current: new Float64Array(backends.length),
    load: new Float64Array(backends.length),
  }),
  pick: ({ params, state, key }, backends) => {
    const address = params.addresses === "scattered" ? mix32(key) : PRIVATE_NETWORK + key
    const index = pickByAddress(backends, address)
    if (index >= 0) return index
    const first = nextUp(backends, backends.length - 1)
    return first < 0 ? -1 : smoothTurn(backends, state.current, state.load, first)
  },
})
