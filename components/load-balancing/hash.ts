import * as z from "zod"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { NUMBER_BYTES_MAX, writeNumber } from "../kit/hash/text-bytes.ts"
import { nextUp } from "./draw.ts"
import { pickByModulo } from "./hashing/modulo.ts"
import { smoothTurn } from "./turns/smooth.ts"

type State = {
  /** nginx's current weights, for requests that found no backend by hash. */
  readonly current: Float64Array
  readonly load: Float64Array
}

interface Tables {
  /** The key as text, and the number of a try: written anew for each choice. */
  readonly key: Uint8Array
  readonly tried: Uint8Array
}

/**
 * A request's key chooses its backend, modulo the weight of all: one backend more or less moves nearly every key. The
 * text that is hashed is the key in decimal digits.
 */
export const hash = defineStrategy<Record<string, never>, State, Tables>({
  kind: "hash",
  title: "Hash",
  summary:
    "The same backend for all requests of a key, as long as the number of backends stays; hashed is its number in decimal digits.",
  sources: ["nginx, ngx_http_upstream_hash_module.c: (crc32([try] key) >> 16) & 0x7fff, 20 tries, then round robin"],
  params: z.strictObject({}),
  presets: {},
  state: (backends) => ({
    current: new Float64Array(backends.length),
    load: new Float64Array(backends.length),
  }),
  tables: () => ({ key: new Uint8Array(NUMBER_BYTES_MAX), tried: new Uint8Array(NUMBER_BYTES_MAX) }),
  pick: ({ state, key, tables }, backends) => {
    const index = pickByModulo(backends, tables.key, writeNumber(tables.key, 0, key), tables.tried)
    if (index >= 0) return index
    const first = nextUp(backends, backends.length - 1)
    return first < 0 ? -1 : smoothTurn(backends, state.current, state.load, first)
  },
})
